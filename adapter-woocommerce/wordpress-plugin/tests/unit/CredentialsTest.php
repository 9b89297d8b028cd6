<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use PHPUnit\Framework\TestCase;
use TrulyBot\WooCommerce\Connection_Key;
use TrulyBot\WooCommerce\Credentials;

final class CredentialsTest extends TestCase {

	private const USER = '7b0a4f5e-1c2d-4e3f-8a9b-0c1d2e3f4a5b';
	private const KEY  = 'tbk_k1_0123456789abcdef';

	public function servers(): array {
		return array(
			array( 'https://bot.example', 'https://bot.example' ),
			array( ' https://bot.example/ ', 'https://bot.example' ),
			array( 'HTTPS://Bot.Example/Path/', 'https://bot.example/Path' ),
			array( 'https://bot.example:8443', 'https://bot.example:8443' ),
			array( 'http://localhost:8080', 'http://localhost:8080' ),
			array( 'http://127.0.0.1:8080/', 'http://127.0.0.1:8080' ),
			array( 'http://[::1]:8080', 'http://[::1]:8080' ),
			array( 'http://bot.example', '' ),
			array( 'http://localhost.evil.example', '' ),
			array( 'https://user:word@bot.example', '' ),
			array( 'https://bot.example?x=1', '' ),
			array( 'https://bot.example#x', '' ),
			array( 'ftp://bot.example', '' ),
			array( 'javascript:alert(1)', '' ),
			array( "https://bot.example\nX: y", '' ),
			array( 'https://bot.example/"><script>', '' ),
			array( 'bot.example', '' ),
			array( '', '' ),
		);
	}

	/** @dataProvider servers */
	public function test_only_https_or_this_machine_is_a_server( string $typed, string $clean ): void {
		self::assertSame( $clean, Credentials::clean_server( $typed ) );
		self::assertSame( $clean, Credentials::clean_server( $clean ) );
	}

	public function test_a_user_id_is_taken_in_any_case_and_with_blanks_around(): void {
		self::assertSame( self::USER, Credentials::clean_user_id( ' ' . strtoupper( self::USER ) . "\n" ) );
		foreach ( array( '', 'ann', self::USER . '0', substr( self::USER, 1 ), str_replace( '-', '', self::USER ) ) as $wrong ) {
			self::assertSame( '', Credentials::clean_user_id( $wrong ) );
		}
	}

	public function test_a_key_is_told_from_other_texts(): void {
		$key = Connection_Key::parse( " tbk_a-b_0123456789_-abcdef\n" );
		self::assertNotNull( $key );
		self::assertSame( 'a-b', $key->id() );
		self::assertSame( '0123456789_-abcdef', $key->secret() );
		self::assertSame( 'tbk_a-b_0123456789_-abcdef', $key->text() );
		foreach ( array( '', 'tbk_', 'tbk_k1', 'tbk_k1_short', 'tbk__0123456789abcdef', 'ck_0123456789abcdef0123456789abcdef', "tbk_k1_0123456789\nabcdef", 'tbk_k1_0123456789äbcdef' ) as $wrong ) {
			self::assertNull( Connection_Key::parse( $wrong ), $wrong );
		}
	}

	public function test_a_dump_of_a_key_has_no_secret(): void {
		$key = Connection_Key::parse( self::KEY );
		ob_start();
		var_dump( $key );
		self::assertStringNotContainsString( '0123456789abcdef', (string) ob_get_clean() );
		self::assertStringNotContainsString( '0123456789abcdef', print_r( $key, true ) );
	}

	public function test_credentials_are_complete_or_none(): void {
		self::assertNotNull( Credentials::of( 'https://bot.example', self::USER, self::KEY ) );
		self::assertNull( Credentials::of( '', self::USER, self::KEY ) );
		self::assertNull( Credentials::of( 'https://bot.example', '', self::KEY ) );
		self::assertNull( Credentials::of( 'https://bot.example', self::USER, '' ) );
	}

	public function test_an_account_is_a_user_at_a_server_by_whatever_key(): void {
		$one = Credentials::of( 'https://bot.example', self::USER, self::KEY );
		self::assertTrue( $one->same_account( Credentials::of( 'https://bot.example/', self::USER, 'tbk_k2_0123456789abcdef' ) ) );
		self::assertFalse( $one->same_account( Credentials::of( 'https://other.example', self::USER, self::KEY ) ) );
		self::assertFalse( $one->same_account( Credentials::of( 'https://bot.example', '00000000-1c2d-4e3f-8a9b-0c1d2e3f4a5b', self::KEY ) ) );
	}
}
