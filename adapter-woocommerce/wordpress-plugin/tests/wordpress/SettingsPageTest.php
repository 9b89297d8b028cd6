<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use TrulyBot\WooCommerce\Connection;
use TrulyBot\WooCommerce\Settings;
use TrulyBot\WooCommerce\Settings_Page;

final class SettingsPageTest extends Wordpress_Test_Case {

	/** @var Settings_Page */
	private $page;

	protected function setUp(): void {
		parent::setUp();
		$this->page = new Settings_Page( $this->shop );
		$this->page->hook( 'trulybot-for-woocommerce/trulybot-for-woocommerce.php' );
		$this->page->register();
		delete_transient( 'settings_errors' );
	}

	/** Presses a button, and gives what the page says then: type and text. */
	private function press( string $button, array $fields = array(), bool $with_nonce = true ): array {
		$_POST                   = array_merge( array( Settings_Page::BUTTON => $button ), wp_slash( $fields ) );
		$_REQUEST                = $with_nonce ? array( '_wpnonce' => wp_create_nonce( Settings_Page::ACTION ) ) : array();
		$GLOBALS['wp_settings_errors'] = array();
		$redirect                = static function ( string $to ): void {
			throw new \RuntimeException( 'redirect ' . $to );
		};
		$die                     = static function (): callable {
			return static function ( $message, $title, $args ): void {
				throw new \RuntimeException( 'died ' . ( $args['response'] ?? '' ) );
			};
		};
		add_filter( 'wp_redirect', $redirect );
		add_filter( 'wp_die_handler', $die );
		try {
			$this->page->handle();
			self::fail();
		} catch ( \RuntimeException $e ) {
			if ( 0 === strpos( $e->getMessage(), 'died' ) ) {
				return array( $e->getMessage() );
			}
			self::assertSame( 'redirect https://shop.test/wp-admin/admin.php?page=trulybot&settings-updated=true', $e->getMessage() );
		} finally {
			remove_filter( 'wp_redirect', $redirect );
			remove_filter( 'wp_die_handler', $die );
		}
		return array_map(
			static function ( array $error ): array {
				return array( $error['type'], $error['message'] );
			},
			get_transient( 'settings_errors' )
		);
	}

	private static function fields( array $change = array() ): array {
		return array_merge(
			array(
				'trulybot_user_id' => self::USER,
				'trulybot_key'     => self::KEY,
				'trulybot_server'  => self::SERVER . '/',
				'trulybot_widget'  => '1',
			),
			$change
		);
	}

	private function rendered(): string {
		ob_start();
		$this->page->render();
		return (string) ob_get_clean();
	}

	public function test_connects_with_what_was_typed_in_and_never_prints_the_key(): void {
		self::assertSame( 'success', $this->press( 'connect', self::fields() )[0][0] );
		self::assertTrue( Connection::is_made() );
		$html = $this->rendered();
		self::assertStringContainsString( 'https://shop.test', $html );
		self::assertStringContainsString( 'value="' . self::USER . '"', $html );
		self::assertStringNotContainsString( 'SECRET', $html );
		self::assertStringContainsString( 'A key is saved', $html );
		foreach ( array( 'save', 'test', 'connect', 'disconnect' ) as $button ) {
			self::assertStringContainsString( 'value="' . $button . '"', $html );
		}
	}

	public function test_a_key_that_is_left_empty_stays(): void {
		$this->press( 'connect', self::fields() );
		self::assertSame( 'success', $this->press( 'connect', self::fields( array( 'trulybot_key' => '' ) ) )[0][0] );
		self::assertSame( self::KEY, Settings::credentials()->key()->text() );
	}

	public function test_what_is_malformed_is_said_for_each_field_and_asks_nobody(): void {
		$said = $this->press(
			'connect',
			array(
				'trulybot_user_id' => 'me"><script>',
				'trulybot_key'     => 'x',
				'trulybot_server'  => 'http://bot.example',
			)
		);
		self::assertSame( array( 'error', 'error', 'error' ), array_column( $said, 0 ) );
		self::assertSame( array(), $this->asked );
		self::assertSame( array(), $this->shop->keys );
		self::assertStringNotContainsString( '<script>', $this->rendered() );
	}

	public function test_a_malformed_field_does_not_lose_the_others(): void {
		$this->press( 'connect', self::fields( array( 'trulybot_server' => 'bot' ) ) );
		self::assertSame( self::USER, Settings::all()['user_id'] );
		self::assertTrue( Settings::has_key() );
		self::assertFalse( Connection::is_made() );
	}

	public function test_a_problem_is_said_in_the_merchants_words_and_details_are_escaped(): void {
		$this->answers( 422, array( 'code' => 'store_redirects', 'detail' => 'https://x.test/<script>alert(1)</script>' ) );
		$said = $this->press( 'connect', self::fields() );
		self::assertSame( 'error', $said[0][0] );
		self::assertStringStartsWith( 'The shop&#039;s address leads to another one.', $said[0][1] );
		self::assertStringContainsString( '&lt;script&gt;', $said[0][1] );
		$this->answers( 422, array( 'code' => 'a_new_code', 'detail' => 'In words <b>' ) );
		self::assertSame( array( array( 'error', 'In words &lt;b&gt;' ) ), $this->press( 'connect', self::fields() ) );
		$this->answers( 422, array( 'code' => 'a_new_code' ) );
		self::assertSame( array( array( 'error', 'TrulyBot reports a problem: a_new_code' ) ), $this->press( 'connect', self::fields() ) );
	}

	public function test_a_refused_reconnection_leaves_the_connection_and_says_so(): void {
		$this->press( 'connect', self::fields() );
		$this->answers( 401, array( 'code' => 'signature_invalid' ) );
		self::assertSame( array( 'error', 'info' ), array_column( $this->press( 'connect', self::fields( array( 'trulybot_key' => self::OTHER_KEY ) ) ), 0 ) );
		self::assertSame( self::KEY, Settings::credentials()->key()->text() );
		$this->press( 'connect', self::fields( array( 'trulybot_server' => 'bad' ) ) );
		self::assertSame( self::SERVER, Settings::all()['server'] );
	}

	public function test_testing_says_what_trulybot_sees(): void {
		self::assertSame( 'error', $this->press( 'test' )[0][0] );
		$this->press( 'connect', self::fields() );
		$this->answers( 200, array( 'integration' => array( 'id' => self::INTEGRATION, 'health' => array( 'state' => 'ok', 'answerMillis' => 1234 ) ) ) );
		self::assertSame( array( array( 'success', 'TrulyBot reads this shop&#039;s orders. The shop answered in 1,234 milliseconds.' ) ), $this->press( 'test' ) );
		$this->answers( 200, array( 'integration' => array( 'id' => self::INTEGRATION, 'health' => array( 'state' => 'failing', 'code' => 'store_timeout' ) ) ) );
		self::assertSame( array( array( 'error', 'The shop took too long to answer TrulyBot. Try again later.' ) ), $this->press( 'test' ) );
		$this->answers( 200, array( 'integration' => array( 'id' => self::INTEGRATION, 'health' => null ) ) );
		self::assertSame( array( array( 'success', 'TrulyBot reads this shop&#039;s orders.' ) ), $this->press( 'test' ) );
	}

	public function test_disconnecting_says_whether_trulybot_knows(): void {
		$this->press( 'connect', self::fields() );
		self::assertSame( 'success', $this->press( 'disconnect' )[0][0] );
		self::assertSame( array(), $this->shop->keys );
		$this->press( 'connect', self::fields() );
		$this->answers = static function () {
			return new \WP_Error( 'http_request_failed', 'cURL error 28' );
		};
		$said          = $this->press( 'disconnect' );
		self::assertSame( 'warning', $said[0][0] );
		self::assertStringContainsString( 'cURL error 28', $said[0][1] );
		self::assertSame( array(), $this->shop->keys );
		self::assertFalse( Connection::is_made() );
	}

	public function test_the_widget_is_switched_without_touching_the_connection(): void {
		$this->press( 'connect', self::fields() );
		self::assertSame( array( array( 'success', 'Settings saved.' ) ), $this->press( 'save', self::fields( array( 'trulybot_widget' => '', 'trulybot_user_id' => self::OTHER_USER ) ) ) );
		self::assertFalse( Settings::all()['widget'] );
		self::assertSame( self::USER, Settings::all()['user_id'] );
		$this->press( 'save', self::fields() );
		self::assertTrue( Settings::all()['widget'] );
	}

	public function test_nobody_without_the_right_or_without_a_nonce_does_anything(): void {
		self::assertSame( array( 'died 403' ), $this->press( 'connect', self::fields(), false ) );
		$editor = wp_insert_user( array( 'user_login' => 'editor' . wp_rand(), 'user_pass' => 'x', 'role' => 'editor' ) );
		wp_set_current_user( $editor );
		self::assertSame( array( 'died 403' ), $this->press( 'connect', self::fields() ) );
		self::assertSame( '', $this->rendered() );
		self::assertSame( array(), $this->asked );
		self::assertSame( array( 'a' => 'b' ), $this->page->add_link( array( 'a' => 'b' ) ) );
	}

	public function test_a_stop_is_told_on_each_page_of_the_administration_to_who_can_mend_it(): void {
		$this->press( 'connect', self::fields() );
		ob_start();
		$this->page->notice();
		self::assertSame( '', ob_get_clean() );
		Connection::set_stopped( 'integration_not_found' );
		ob_start();
		$this->page->notice();
		$html = (string) ob_get_clean();
		self::assertStringContainsString( 'notice-error', $html );
		self::assertStringContainsString( 'Connect the shop again', $html );
		wp_set_current_user( 0 );
		ob_start();
		$this->page->notice();
		self::assertSame( '', ob_get_clean() );
	}

	public function test_a_copy_of_the_shop_can_forget_the_connection(): void {
		$this->press( 'connect', self::fields() );
		update_option( Settings::CONNECTION, array_merge( Connection::state(), array( 'store_url' => 'https://original.test' ) ) );
		$html = $this->rendered();
		self::assertStringContainsString( 'https://original.test', $html );
		self::assertStringContainsString( 'Forget the connection', $html );
		self::assertSame( 'success', $this->press( 'disconnect' )[0][0] );
		self::assertSame( array(), array_slice( $this->asked, 1 ) );
	}

	public function test_options_that_others_write_are_cleaned(): void {
		update_option( Settings::OPTION, array( 'user_id' => '"><script>', 'server' => 'javascript:alert(1)', 'widget' => 'yes', 'other' => 'x' ) );
		self::assertSame( array( 'user_id' => '', 'server' => '', 'widget' => true ), get_option( Settings::OPTION ) );
		update_option( Settings::KEY, array( 'x' ) );
		self::assertFalse( Settings::has_key() );
	}

	public function test_the_page_is_in_woocommerces_menu_and_in_the_list_of_plugins(): void {
		$this->page->add_to_menu();
		self::assertSame( 'manage_woocommerce', $GLOBALS['submenu']['woocommerce'][0][1] );
		self::assertStringContainsString( 'page=trulybot', implode( '', $this->page->add_link( array() ) ) );
	}

	public function languages(): array {
		return array( array( 'de_DE', 'Noch nicht verbunden.' ), array( 'es_ES', 'Todavía no está conectada.' ), array( 'fr_FR', 'Pas encore connectée.' ) );
	}

	/** @dataProvider languages */
	public function test_speaks_the_merchants_language( string $language, string $expected ): void {
		load_textdomain( 'trulybot-for-woocommerce', TRULYBOT_PLUGIN . "/languages/trulybot-for-woocommerce-$language.mo" );
		self::assertStringContainsString( $expected, $this->rendered() );
		unload_textdomain( 'trulybot-for-woocommerce' );
	}
}
