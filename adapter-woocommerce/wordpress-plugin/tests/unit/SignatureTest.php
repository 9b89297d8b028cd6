<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use PHPUnit\Framework\TestCase;
use TrulyBot\WooCommerce\Connection_Key;
use TrulyBot\WooCommerce\Credentials;
use TrulyBot\WooCommerce\Signature;

final class SignatureTest extends TestCase {

	public function vectors(): array {
		$file = json_decode( (string) file_get_contents( dirname( __DIR__ ) . '/signature-vectors.json' ), true );
		return array_column(
			array_map(
				static function ( array $vector ): array {
					return array( $vector['name'], array( $vector ) );
				},
				$file['vectors']
			),
			1,
			0
		);
	}

	/** @dataProvider vectors */
	public function test_signs_as_the_server_does( array $v ): void {
		$key = Connection_Key::parse( $v['key'] );
		self::assertNotNull( $key );
		self::assertSame( $v['keyId'], $key->id() );
		self::assertSame( $v['signature'], Signature::of( $key, $v['timestamp'], $v['nonce'], $v['method'], $v['path'], $v['body'] ) );
	}

	/** @dataProvider vectors */
	public function test_signs_anything_else_otherwise( array $v ): void {
		$key    = Connection_Key::parse( $v['key'] );
		$other  = Connection_Key::parse( $v['key'] . 'x' );
		$others = array(
			Signature::of( $other, $v['timestamp'], $v['nonce'], $v['method'], $v['path'], $v['body'] ),
			Signature::of( $key, $v['timestamp'] . '0', $v['nonce'], $v['method'], $v['path'], $v['body'] ),
			Signature::of( $key, $v['timestamp'], $v['nonce'] . 'x', $v['method'], $v['path'], $v['body'] ),
			Signature::of( $key, $v['timestamp'], $v['nonce'], 'PUT', $v['path'], $v['body'] ),
			Signature::of( $key, $v['timestamp'], $v['nonce'], $v['method'], $v['path'] . '/', $v['body'] ),
			Signature::of( $key, $v['timestamp'], $v['nonce'], $v['method'], $v['path'], $v['body'] . ' ' ),
		);
		self::assertNotContains( $v['signature'], $others );
	}

	public function test_each_request_has_a_fresh_nonce_and_the_present_time(): void {
		$who   = Credentials::of( 'https://bot.example', '7b0a4f5e-1c2d-4e3f-8a9b-0c1d2e3f4a5b', 'tbk_k1_0123456789abcdef' );
		$one   = Signature::headers( $who, 'POST', '/x', '{}' );
		$other = Signature::headers( $who, 'POST', '/x', '{}' );
		self::assertMatchesRegularExpression( '/\A[A-Za-z0-9_-]{16,64}\z/', $one['X-TrulyBot-Nonce'] );
		self::assertNotSame( $one['X-TrulyBot-Nonce'], $other['X-TrulyBot-Nonce'] );
		self::assertMatchesRegularExpression( '/\A[0-9]{10}\z/', $one['X-TrulyBot-Timestamp'] );
		self::assertSame( 'k1', $one['X-TrulyBot-Key-Id'] );
		self::assertSame(
			Signature::of( $who->key(), $one['X-TrulyBot-Timestamp'], $one['X-TrulyBot-Nonce'], 'POST', '/x', '{}' ),
			$one['X-TrulyBot-Signature']
		);
	}
}
