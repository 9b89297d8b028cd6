<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use PHPUnit\Framework\TestCase;

/**
 * Holds the translations against the source: languages/trulybot-for-woocommerce.pot, and a .po and .mo for each language.
 */
final class TranslationsTest extends TestCase {

	private const DOMAIN = 'trulybot-for-woocommerce';

	public function languages(): array {
		return array( array( 'de_DE' ), array( 'es_ES' ), array( 'fr_FR' ) );
	}

	/** @return string[] Texts that the source gives to __() and its like, sorted. */
	private function source_texts(): array {
		$texts = array();
		foreach ( array_merge( glob( TRULYBOT_PLUGIN . '/*.php' ), glob( TRULYBOT_PLUGIN . '/includes/*.php' ) ) as $file ) {
			preg_match_all( "/\\b(?:__|_e|esc_html__|esc_attr__|esc_html_e)\\( '((?:[^'\\\\]|\\\\.)*)', '" . self::DOMAIN . "' \\)/", (string) file_get_contents( $file ), $found );
			preg_match_all( '/\b(?:__|_e|esc_html__|esc_attr__|esc_html_e|_x|_n)\(/', (string) file_get_contents( $file ), $calls );
			self::assertCount( count( $calls[0] ), $found[1], "$file has a text that cannot be read: use one plain literal and the domain" );
			foreach ( $found[1] as $text ) {
				$texts[ stripslashes( $text ) ] = true;
			}
		}
		preg_match( '/^ \* Description: +(.+)$/m', (string) file_get_contents( TRULYBOT_PLUGIN . '/' . self::DOMAIN . '.php' ), $description );
		preg_match( '/^ \* Plugin Name: +(.+)$/m', (string) file_get_contents( TRULYBOT_PLUGIN . '/' . self::DOMAIN . '.php' ), $name );
		$texts[ $description[1] ] = true;
		$texts[ $name[1] ]        = true;
		$texts                    = array_map( 'strval', array_keys( $texts ) );
		sort( $texts );
		return $texts;
	}

	/** @return array<string, string> Text to translation. */
	private static function read_po( string $file ): array {
		$entries = array();
		foreach ( preg_split( '/\n{2,}/', (string) file_get_contents( $file ) ) as $block ) {
			if ( 1 === preg_match( '/^msgid ((?:".*"\n?)+)msgstr ((?:".*"\n?)+)/m', $block . "\n", $parts ) ) {
				self::assertStringNotContainsString( 'fuzzy', $block, $file );
				$join                          = static function ( string $lines ): string {
					preg_match_all( '/"((?:[^"\\\\]|\\\\.)*)"/', $lines, $pieces );
					return stripcslashes( implode( '', $pieces[1] ) );
				};
				$entries[ $join( $parts[1] ) ] = $join( $parts[2] );
			}
		}
		return $entries;
	}

	/** @return array<string, string> Text to translation. */
	private static function read_mo( string $file ): array {
		$bytes  = (string) file_get_contents( $file );
		$header = unpack( 'Vmagic/Vrevision/Vcount/Vfrom/Vto', $bytes );
		self::assertSame( 0x950412de, $header['magic'] );
		$entries = array();
		for ( $i = 0; $i < $header['count']; $i++ ) {
			$from = unpack( 'Vlength/Voffset', $bytes, $header['from'] + 8 * $i );
			$to   = unpack( 'Vlength/Voffset', $bytes, $header['to'] + 8 * $i );
			$entries[ substr( $bytes, $from['offset'], $from['length'] ) ] = substr( $bytes, $to['offset'], $to['length'] );
		}
		return $entries;
	}

	private static function path( string $suffix ): string {
		return TRULYBOT_PLUGIN . '/languages/' . self::DOMAIN . $suffix;
	}

	/** @return string[] */
	private static function placeholders( string $text ): array {
		preg_match_all( '/%(?:\d+\$)?[sd]/', $text, $found );
		sort( $found[0] );
		return $found[0];
	}

	public function test_the_template_has_the_sources_texts_and_no_others(): void {
		$texts = array_map( 'strval', array_keys( array_diff_key( self::read_po( self::path( '.pot' ) ), array( '' => '' ) ) ) );
		sort( $texts );
		self::assertSame( $this->source_texts(), $texts );
	}

	/** @dataProvider languages */
	public function test_every_text_is_translated_with_the_same_placeholders( string $language ): void {
		$template     = self::read_po( self::path( '.pot' ) );
		$translations = self::read_po( self::path( "-$language.po" ) );
		self::assertSame( array(), array_diff_key( $template, $translations ) );
		self::assertSame( array(), array_diff_key( $translations, $template ) );
		foreach ( $translations as $text => $translation ) {
			if ( '' === $text ) {
				self::assertStringContainsString( "Language: $language\n", $translation );
				continue;
			}
			self::assertNotSame( '', $translation, (string) $text );
			self::assertSame( self::placeholders( (string) $text ), self::placeholders( $translation ), (string) $text );
			self::assertStringNotContainsString( '<', $translation );
		}
	}

	/** @dataProvider languages */
	public function test_what_is_compiled_is_what_is_written( string $language ): void {
		$written  = self::read_po( self::path( "-$language.po" ) );
		$compiled = self::read_mo( self::path( "-$language.mo" ) );
		ksort( $written );
		ksort( $compiled );
		self::assertSame( $written, $compiled );
	}
}
