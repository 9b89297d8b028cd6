<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use TrulyBot\WooCommerce\Connection_Key;
use TrulyBot\WooCommerce\Once;
use TrulyBot\WooCommerce\Orders_Route;
use TrulyBot\WooCommerce\Settings;
use TrulyBot\WooCommerce\Signature;

final class OrdersRouteTest extends Wordpress_Test_Case {

	protected function setUp(): void {
		parent::setUp();
		( new Orders_Route( $this->shop ) )->hook();
		$this->shop->add(
			15,
			'ann@shop.test',
			'processing',
			null,
			array(),
			array(
				'number'              => '15',
				'order_key'           => 'wc_order_x',
				'payment_url'         => 'https://shop.test/pay',
				'customer_ip_address' => '192.0.2.1',
				'customer_user_agent' => 'agent',
				'meta_data'           => array(
					array( 'key' => '_wc_shipment_tracking_items', 'value' => array() ),
					array( 'key' => '_label', 'value' => str_repeat( 'x', 70000 ) ),
				),
			)
		);
		$this->connect();
	}

	/** Asks as TrulyBot does, but for what is given. */
	private function ask( array $change = array(), string $body = '{"number":"15","email":"ann@shop.test"}' ): \WP_REST_Response {
		$key     = Connection_Key::parse( $change['key'] ?? self::KEY );
		$time    = (string) ( $change['timestamp'] ?? time() );
		$nonce   = $change['nonce'] ?? bin2hex( random_bytes( 16 ) );
		$request = new \WP_REST_Request( 'POST', '/trulybot/v1/orders' );
		$headers = array(
			'Content-Type'         => 'application/json',
			'X-TrulyBot-Key-Id'    => $key->id(),
			'X-TrulyBot-Timestamp' => $time,
			'X-TrulyBot-Nonce'     => $nonce,
			'X-TrulyBot-Signature' => Signature::of( $key, $time, $nonce, 'POST', $change['path'] ?? '/trulybot/v1/orders', $change['signed'] ?? $body ),
		);
		foreach ( array_filter( array_merge( $headers, $change['headers'] ?? array() ), 'is_string' ) as $name => $value ) {
			$request->set_header( $name, $value );
		}
		$request->set_body( $body );
		$server   = rest_get_server();
		$response = rest_ensure_response( $server->dispatch( $request ) );
		return apply_filters( 'rest_post_dispatch', $response, $server, $request );
	}

	private static function assertAnswer( int $status, string $code, \WP_REST_Response $answer ): void {
		self::assertSame( array( $status, $code ), array( $answer->get_status(), $answer->get_data()['code'] ?? '' ) );
		self::assertSame( 'no-store', $answer->get_headers()['Cache-Control'] ?? '' );
	}

	public function test_answers_with_the_order_and_without_its_secrets(): void {
		wp_set_current_user( 0 );
		$answer = $this->ask();
		self::assertAnswer( 200, '', $answer );
		self::assertSame(
			array(
				'order'        => array(
					'id'        => 15,
					'number'    => '15',
					'meta_data' => array( array( 'key' => '_wc_shipment_tracking_items', 'value' => array() ) ),
				),
				'refunds'      => array(),
				'fulfillments' => array(),
			),
			$answer->get_data()
		);
	}

	public function test_a_wrong_number_and_a_wrong_address_are_answered_alike(): void {
		$number  = $this->ask( array(), '{"number":"16","email":"ann@shop.test"}' );
		$address = $this->ask( array(), '{"number":"15","email":"bob@shop.test"}' );
		self::assertAnswer( 404, 'trulybot_order_not_found', $number );
		self::assertEquals( $number->get_data(), $address->get_data() );
		$this->shop->orders[15]['status'] = 'trash';
		self::assertEquals( $number->get_data(), $this->ask()->get_data() );
	}

	public function incomplete(): array {
		return array(
			array( '{"number":"15"}' ),
			array( '{"email":"ann@shop.test"}' ),
			array( '{"number":15,"email":"ann@shop.test"}' ),
			array( '{"number":["15"],"email":{"a":"b"}}' ),
			array( '{"number":"","email":""}' ),
			array( '{"number":"15","email":"' . str_repeat( 'a', 400 ) . '"}' ),
			array( '[]' ),
			array( '"15"' ),
			array( '' ),
		);
	}

	/** @dataProvider incomplete */
	public function test_both_number_and_address_are_required( string $body ): void {
		self::assertAnswer( 422, 'trulybot_invalid', $this->ask( array(), $body ) );
	}

	public function forgeries(): array {
		return array(
			'another key'             => array( array( 'key' => 'tbk_k1_another-secret-of-it' ) ),
			'another key id'          => array( array( 'headers' => array( 'X-TrulyBot-Key-Id' => 'k2' ) ) ),
			'another time'            => array( array( 'headers' => array( 'X-TrulyBot-Timestamp' => (string) ( time() - 1 ) ) ) ),
			'another nonce'           => array( array( 'headers' => array( 'X-TrulyBot-Nonce' => str_repeat( 'x', 16 ) ) ) ),
			'another path'            => array( array( 'path' => '/wp-json/trulybot/v1/orders' ) ),
			'another body'            => array( array( 'signed' => '{"number":"16","email":"ann@shop.test"}' ) ),
			'the body written anew'   => array( array( 'signed' => '{"number": "15", "email": "ann@shop.test"}' ) ),
			'a cut signature'         => array( array( 'headers' => array( 'X-TrulyBot-Signature' => 'v1=' ) ) ),
			'no signature'            => array( array( 'headers' => array( 'X-TrulyBot-Signature' => null ) ) ),
			'no time'                 => array( array( 'headers' => array( 'X-TrulyBot-Timestamp' => null ) ) ),
			'no nonce'                => array( array( 'headers' => array( 'X-TrulyBot-Nonce' => null ) ) ),
			'a short nonce'           => array( array( 'nonce' => 'short' ) ),
			'a nonce with a quote'    => array( array( 'nonce' => "0123456789abcdef' OR 1=1" ) ),
			'a time that is no number' => array( array( 'timestamp' => '1e9' ) ),
			'a time with a sign'      => array( array( 'timestamp' => '+' . time() ) ),
		);
	}

	/** @dataProvider forgeries */
	public function test_forgeries_are_refused_and_use_up_nothing( array $change ): void {
		global $wpdb;
		self::assertAnswer( 401, 'trulybot_signature_invalid', $this->ask( $change ) );
		self::assertSame( '0', $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( Once::PREFIX ) . '%' ) ) );
	}

	public function test_five_minutes_either_way(): void {
		self::assertAnswer( 200, '', $this->ask( array( 'timestamp' => time() - 298 ) ) );
		self::assertAnswer( 200, '', $this->ask( array( 'timestamp' => time() + 298 ) ) );
		self::assertAnswer( 401, 'trulybot_signature_expired', $this->ask( array( 'timestamp' => time() - 302 ) ) );
		self::assertAnswer( 401, 'trulybot_signature_expired', $this->ask( array( 'timestamp' => time() + 302 ) ) );
	}

	public function test_a_nonce_is_good_once_also_with_another_body(): void {
		self::assertAnswer( 200, '', $this->ask( array( 'nonce' => 'nnnnnnnnnnnnnnnn' ) ) );
		self::assertAnswer( 409, 'trulybot_nonce_replayed', $this->ask( array( 'nonce' => 'nnnnnnnnnnnnnnnn' ) ) );
		self::assertAnswer( 409, 'trulybot_nonce_replayed', $this->ask( array( 'nonce' => 'nnnnnnnnnnnnnnnn' ), '{"number":"1","email":"x@y.test"}' ) );
		self::assertAnswer( 200, '', $this->ask( array( 'nonce' => 'NNNNNNNNNNNNNNNN' ) ) );
	}

	public function test_old_nonces_are_swept_and_present_ones_stay(): void {
		global $wpdb;
		self::assertTrue( Once::claim( 'old', time() - 10 ) );
		self::assertTrue( Once::claim( 'present', time() + 10 ) );
		self::assertFalse( Once::claim( 'present', time() + 10 ) );
		Once::sweep();
		self::assertFalse( Once::claim( 'present', time() + 10 ) );
		self::assertTrue( Once::claim( 'old', time() + 10 ) );
		self::assertSame( '0', $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM {$wpdb->options} WHERE option_name LIKE %s AND autoload <> 'no'", $wpdb->esc_like( Once::PREFIX ) . '%' ) ) );
	}

	public function test_a_shop_that_is_not_connected_answers_nobody(): void {
		delete_option( Settings::CONNECTION );
		self::assertAnswer( 401, 'trulybot_signature_invalid', $this->ask() );
	}

	public function test_a_closed_rest_api_lets_this_route_in_and_no_other(): void {
		$closed = new \WP_Error( 'rest_login_required', 'x', array( 'status' => 401 ) );
		$route  = new Orders_Route( $this->shop );

		$GLOBALS['wp']->query_vars['rest_route'] = '/trulybot/v1/orders';
		self::assertSame( $closed, $route->let_signed_requests_in( $closed ), 'not signed' );
		$_SERVER['HTTP_X_TRULYBOT_SIGNATURE'] = 'v1=x';
		self::assertTrue( $route->let_signed_requests_in( $closed ) );
		self::assertNull( $route->let_signed_requests_in( null ) );
		$blocked = new \WP_Error( 'blocked', 'x', array( 'status' => 403 ) );
		self::assertSame( $blocked, $route->let_signed_requests_in( $blocked ) );
		$GLOBALS['wp']->query_vars['rest_route'] = '/wp/v2/users';
		self::assertSame( $closed, $route->let_signed_requests_in( $closed ) );
		unset( $_SERVER['HTTP_X_TRULYBOT_SIGNATURE'], $GLOBALS['wp']->query_vars['rest_route'] );
	}

	public function test_other_routes_keep_their_headers(): void {
		$response = rest_ensure_response( rest_get_server()->dispatch( new \WP_REST_Request( 'GET', '/wp/v2/types' ) ) );
		self::assertArrayNotHasKey( 'Cache-Control', apply_filters( 'rest_post_dispatch', $response, rest_get_server(), new \WP_REST_Request( 'GET', '/wp/v2/types' ) )->get_headers() );
	}
}
