<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use TrulyBot\WooCommerce\Connection;
use TrulyBot\WooCommerce\Settings;
use TrulyBot\WooCommerce\Widget;

final class WidgetTest extends Wordpress_Test_Case {

	protected function setUp(): void {
		parent::setUp();
		$GLOBALS['wp_scripts'] = null;
		$this->connect();
	}

	private function footer(): string {
		remove_all_actions( 'wp_enqueue_scripts' );
		remove_all_filters( 'script_loader_tag' );
		( new Widget() )->hook( 'trulybot-for-woocommerce/trulybot-for-woocommerce.php' );
		do_action( 'wp_enqueue_scripts' );
		ob_start();
		wp_scripts()->do_head_items();
		self::assertStringNotContainsString( 'trulybot', (string) ob_get_clean(), 'nothing in the head' );
		ob_start();
		wp_scripts()->do_footer_items();
		return trim( (string) ob_get_clean() );
	}

	private static function tags( string $html ): array {
		$document = new \DOMDocument();
		$document->loadHTML( '<!doctype html><meta charset="utf-8">' . $html );
		$tags = array();
		foreach ( $document->getElementsByTagName( 'script' ) as $tag ) {
			$tags[] = $tag;
		}
		return $tags;
	}

	public function test_one_async_line_says_whose_widget_it_is(): void {
		$html = $this->footer();
		$tags = self::tags( $html );
		self::assertCount( 1, $tags );
		self::assertStringNotContainsString( "\n", $html );
		self::assertTrue( $tags[0]->hasAttribute( 'async' ) );
		self::assertSame( self::SERVER . '/api/widget/woocommerce.js', $tags[0]->getAttribute( 'src' ) );
		self::assertSame( self::USER, $tags[0]->getAttribute( 'data-user' ) );
		self::assertSame( 'https://shop.test', $tags[0]->getAttribute( 'data-store' ) );
	}

	public function test_there_is_none_without_connection_or_when_it_is_switched_off_or_left_out(): void {
		Settings::store_part( array( 'widget' => false ) );
		self::assertSame( '', $this->footer() );
		Settings::store_part( array( 'widget' => true ) );
		add_filter( 'trulybot_show_widget', '__return_false' );
		self::assertSame( '', $this->footer() );
		remove_filter( 'trulybot_show_widget', '__return_false' );
		( new Connection( $this->shop ) )->disconnect( 1 );
		self::assertSame( '', $this->footer() );
	}

	public function test_tags_of_others_stay_as_they_are(): void {
		$tag = '<script src="https://other.example/x.js" id="x-js"></script>';
		self::assertSame( $tag, ( new Widget() )->add_data( $tag, 'x' ) );
	}

	/**
	 * @runInSeparateProcess
	 * @preserveGlobalState disabled
	 */
	public function test_with_the_consent_api_the_browser_decides(): void {
		eval( 'function wp_has_consent( $what ) { return true; }' );
		wp_register_script( 'wp-consent-api', 'https://shop.test/consent.js', array(), '1', true );
		$tags = self::tags( $this->footer() );
		self::assertTrue( apply_filters( 'wp_consent_api_registered_trulybot-for-woocommerce/trulybot-for-woocommerce.php', false ) );
		self::assertCount( 2, $tags );
		self::assertStringContainsString( 'consent.js', $tags[0]->getAttribute( 'src' ), 'the API is loaded first' );
		self::assertFalse( $tags[1]->hasAttribute( 'src' ) );
		self::assertStringContainsString( 'window.wp_has_consent("functional")', $tags[1]->textContent );
		self::assertStringContainsString( '"user":"' . self::USER . '"', $tags[1]->textContent );
	}
}
