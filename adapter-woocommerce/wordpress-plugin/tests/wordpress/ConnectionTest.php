<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use TrulyBot\WooCommerce\Connection;
use TrulyBot\WooCommerce\Once;
use TrulyBot\WooCommerce\Settings;

final class ConnectionTest extends Wordpress_Test_Case {

	private function connection(): Connection {
		return new Connection( $this->shop );
	}

	public function test_connecting_sends_a_fresh_read_only_key_and_the_shops_profile_signed(): void {
		self::assertTrue( $this->connection()->connect( $this->credentials() )->is_ok() );
		self::assertCount( 1, $this->asked );
		self::assertSame( self::SERVER . '/api/integrations/woocommerce/connect', $this->asked[0]['url'] );
		self::assertSigned( $this->asked[0], '/api/integrations/woocommerce/connect', $this->credentials() );
		self::assertSame(
			array(
				'storeUrl'    => 'https://shop.test',
				'apiKey'      => 'ck_1',
				'apiSecret'   => 'cs_1',
				'storeName'   => 'Tëst & "Shop"',
				'storeEmail'  => 'shop@shop.test',
				'permissions' => 'read',
			),
			$this->asked[0]['body']
		);
		self::assertSame( 0, $this->asked[0]['args']['redirection'] );
		self::assertTrue( $this->asked[0]['args']['reject_unsafe_urls'] );
		self::assertSame( array( 1 ), array_keys( $this->shop->keys ) );
		self::assertSame( 1, $this->shop->keys[1]['user'] );
		self::assertTrue( Connection::is_made() );
		self::assertSame( self::INTEGRATION, Connection::state()['integration_id'] );
		self::assertFalse( get_option( Settings::PENDING ) );
	}

	public function test_a_path_of_the_servers_address_is_signed_too(): void {
		$by = $this->credentials( self::USER, self::KEY, self::SERVER . '/bot' );
		$this->connection()->connect( $by );
		self::assertSigned( $this->asked[0], '/bot/api/integrations/woocommerce/connect', $by );
	}

	public function test_a_refused_key_is_removed_again(): void {
		$this->answers( 422, array( 'code' => 'store_not_woocommerce', 'detail' => 'x' ) );
		$answer = $this->connection()->connect( $this->credentials() );
		self::assertSame( 'store_not_woocommerce', $answer->code() );
		self::assertSame( array(), $this->shop->keys );
		self::assertFalse( Connection::is_made() );
		self::assertSame( array(), Connection::accepted() );
		self::assertSame( self::USER, Settings::all()['user_id'], 'nothing has to be typed twice' );
	}

	public function strange_answers(): array {
		return array(
			'a page'              => array( 200, '<html>Welcome</html>' ),
			'another JSON'        => array( 200, array( 'ok' => true ) ),
			'an id that is none'  => array( 200, array( 'integration' => array( 'id' => '../../x' ) ) ),
			'a redirect'          => array( 301, '' ),
			'an error page'       => array( 502, '<html>Bad gateway</html>' ),
			'a list'              => array( 200, array( 1, 2 ) ),
		);
	}

	/** @dataProvider strange_answers */
	public function test_whatever_is_not_trulybots_answer_connects_nothing( int $status, $data ): void {
		$this->answers( $status, $data );
		self::assertSame( 'plugin_not_trulybot', $this->connection()->connect( $this->credentials() )->code() );
		self::assertSame( array(), $this->shop->keys );
		self::assertFalse( Connection::is_made() );
	}

	public function test_no_answer_connects_nothing(): void {
		$this->answers = static function () {
			return new \WP_Error( 'http_request_failed', 'cURL error 7' );
		};
		$answer        = $this->connection()->connect( $this->credentials() );
		self::assertSame( 'plugin_unreachable', $answer->code() );
		self::assertSame( 'cURL error 7', $answer->detail() );
		self::assertSame( array(), $this->shop->keys );
	}

	public function test_the_old_key_is_revoked_only_when_the_new_one_works(): void {
		$this->connect();
		$this->answers( 503, array( 'code' => 'store_unavailable' ) );
		$this->connection()->connect( $this->credentials( self::USER, self::OTHER_KEY ) );
		self::assertSame( array( 1 ), array_keys( $this->shop->keys ) );
		self::assertTrue( Connection::is_made() );
		self::assertSame( 'k1', Settings::credentials()->key()->id() );

		$this->answers = function (): array {
			self::assertSame( array( 1, 3 ), array_keys( $this->shop->keys ), 'both work while TrulyBot tries the new one' );
			return array( 200, array( 'integration' => array( 'id' => self::INTEGRATION ) ) );
		};
		$this->connection()->connect( $this->credentials( self::USER, self::OTHER_KEY ) );
		self::assertSame( array( 3 ), array_keys( $this->shop->keys ) );
		self::assertSame( 'k2', Settings::credentials()->key()->id() );
	}

	public function test_while_connecting_trulybot_may_ask_with_the_new_key_and_with_the_old(): void {
		$this->connect();
		$ids           = array();
		$this->answers = static function () use ( &$ids ): array {
			foreach ( Connection::accepted() as $credentials ) {
				$ids[] = $credentials->key()->id();
			}
			return array( 422, array( 'code' => 'x' ) );
		};
		$this->connection()->connect( $this->credentials( self::OTHER_USER, self::OTHER_KEY ) );
		self::assertSame( array( 'k1', 'k2' ), $ids );
		self::assertCount( 1, Connection::accepted() );
	}

	public function test_another_account_takes_over_and_the_former_is_told(): void {
		$this->connect();
		$this->connection()->connect( $this->credentials( self::OTHER_USER, self::OTHER_KEY ) );
		self::assertCount( 2, $this->asked );
		self::assertStringEndsWith( '/disconnect', $this->asked[1]['url'] );
		self::assertSigned( $this->asked[1], '/api/integrations/woocommerce/disconnect', $this->credentials() );
		self::assertSame( self::OTHER_USER, Settings::all()['user_id'] );
	}

	public function test_only_one_connects_at_a_time(): void {
		Once::claim( 'connect', time() + 60 );
		self::assertSame( 'plugin_busy', $this->connection()->connect( $this->credentials() )->code() );
		self::assertSame( array(), $this->asked );
		Once::release( 'connect' );
		self::assertTrue( $this->connection()->connect( $this->credentials() )->is_ok() );
		self::assertTrue( $this->connection()->connect( $this->credentials() )->is_ok(), 'it is given back' );
	}

	public function test_a_connecting_process_that_died_blocks_nobody_for_long_and_its_key_goes(): void {
		Once::claim( 'connect', time() - 1 );
		$left = $this->shop->create_api_key( 1 );
		update_option( Settings::PENDING, array( 'api_key_id' => $left['id'], 'api_key_ends' => $left['ends'] ), false );
		self::assertTrue( $this->connection()->connect( $this->credentials() )->is_ok() );
		self::assertSame( array( 2 ), array_keys( $this->shop->keys ) );
	}

	public function test_a_key_that_cannot_be_stored_is_said(): void {
		$this->shop->stores_keys = false;
		self::assertSame( 'plugin_no_api_key', $this->connection()->connect( $this->credentials() )->code() );
		self::assertSame( array(), $this->asked );
	}

	public function test_disconnecting_revokes_the_key_before_trulybot_is_told(): void {
		$this->connect();
		$this->shop->schedule( 0, 'trulybot_push_order', array( 1, 'updated' ) );
		$this->answers = function (): array {
			self::assertSame( array(), $this->shop->keys );
			self::assertFalse( Connection::is_made() );
			return array( 200, array( 'integration' => array( 'id' => self::INTEGRATION ) ) );
		};
		self::assertTrue( $this->connection()->disconnect( 5 )->is_ok() );
		self::assertSame( array( 'storeUrl' => 'https://shop.test' ), $this->asked[0]['body'] );
		self::assertSame( array(), $this->shop->scheduled );
		self::assertSame( array(), Connection::accepted() );
		self::assertNotNull( Settings::credentials(), 'connecting again is one click' );
	}

	public function test_the_key_goes_also_when_trulybot_cannot_be_told(): void {
		$this->connect();
		$this->answers = static function () {
			return new \WP_Error( 'http_request_failed', 'timeout' );
		};
		self::assertSame( 'plugin_unreachable', $this->connection()->disconnect( 5 )->code() );
		self::assertSame( array(), $this->shop->keys );
		self::assertFalse( Connection::is_made() );
	}

	public function test_testing_asks_trulybot_and_lifts_a_stop(): void {
		self::assertSame( 'plugin_not_connected', $this->connection()->test()->code() );
		$this->connect();
		Connection::set_stopped( 'signature_invalid' );
		self::assertTrue( $this->connection()->test()->is_ok() );
		self::assertSigned( $this->asked[0], '/api/integrations/woocommerce/test', $this->credentials() );
		self::assertSame( '', Connection::state()['stopped'] );
		$this->answers( 422, array( 'code' => 'store_timeout' ) );
		self::assertSame( 'store_timeout', $this->connection()->test()->code() );
	}

	public function test_a_copy_of_the_shop_at_another_address_is_not_connected_and_does_not_disconnect_the_original(): void {
		$this->connect();
		update_option( Settings::CONNECTION, array_merge( Connection::state(), array( 'store_url' => 'https://original.test' ) ) );
		self::assertTrue( Connection::has_moved() );
		self::assertFalse( Connection::is_made() );
		self::assertSame( array(), Connection::accepted() );
		$this->connection()->disconnect( 5 );
		self::assertSame( array(), $this->asked );
		self::assertFalse( Connection::has_moved() );
	}

	public function test_the_scheme_and_a_slash_do_not_make_another_shop(): void {
		$this->connect();
		update_option( Settings::CONNECTION, array_merge( Connection::state(), array( 'store_url' => 'http://Shop.test/' ) ) );
		self::assertTrue( Connection::is_made() );
	}

	public function test_secrets_are_not_loaded_on_each_page(): void {
		global $wpdb;
		$this->answers = static function () use ( &$loaded ): array {
			wp_cache_delete( 'alloptions', 'options' );
			$loaded = wp_load_alloptions();
			return array( 200, array( 'integration' => array( 'id' => self::INTEGRATION ) ) );
		};
		$this->connection()->connect( $this->credentials() );
		self::assertArrayNotHasKey( Settings::PENDING, $loaded );
		self::assertArrayNotHasKey( Settings::KEY, wp_load_alloptions() );
		self::assertStringNotContainsString( 'SECRET', serialize( wp_load_alloptions() ) );
		self::assertStringNotContainsString( 'cs_', serialize( $wpdb->get_results( "SELECT * FROM {$wpdb->options} WHERE option_name LIKE 'trulybot%'" ) ), 'WooCommerce alone keeps the API secret' );
	}
}
