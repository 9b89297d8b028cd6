<?php
/**
 * What the tests in WordPress have in common.
 *
 * @package TrulyBot\WooCommerce\Tests
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use PHPUnit\Framework\TestCase;
use TrulyBot\WooCommerce\Connection;
use TrulyBot\WooCommerce\Credentials;
use TrulyBot\WooCommerce\Once;
use TrulyBot\WooCommerce\Settings;
use TrulyBot\WooCommerce\Signature;

/**
 * Each test begins with a shop that is not connected, and hooks of its own. Requests to TrulyBot do not leave: they are
 * written down and answered as the test says.
 */
abstract class Wordpress_Test_Case extends TestCase {

	protected const USER        = '7b0a4f5e-1c2d-4e3f-8a9b-0c1d2e3f4a5b';
	protected const OTHER_USER  = '11111111-1c2d-4e3f-8a9b-0c1d2e3f4a5b';
	protected const KEY         = 'tbk_k1_0123456789abcdefSECRET';
	protected const OTHER_KEY   = 'tbk_k2_fedcba9876543210SECRET';
	protected const SERVER      = 'https://bot.example';
	protected const INTEGRATION = '22222222-1c2d-4e3f-8a9b-0c1d2e3f4a5b';

	/** @var Fake_Shop */
	protected $shop;

	/** @var array<int, array{url: string, headers: array<string, string>, body: array<string, mixed>, raw: string, args: array<string, mixed>}> Requests to TrulyBot. */
	protected $asked = array();

	/** @var callable|null What TrulyBot answers: gets the request, gives [status, data] or a WP_Error. */
	protected $answers;

	/** @var array<string, mixed> */
	private $hooks;

	protected function setUp(): void {
		global $wpdb, $wp_filter;
		foreach ( array( Settings::OPTION, Settings::KEY, Settings::CONNECTION, Settings::PENDING ) as $option ) {
			delete_option( $option );
		}
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( Once::PREFIX ) . '%' ) );
		$this->hooks                   = array_map(
			static function ( \WP_Hook $hook ): \WP_Hook {
				return clone $hook;
			},
			$wp_filter
		);
		$GLOBALS['wp_settings_errors'] = array();
		$GLOBALS['wp_rest_server']     = null;
		$this->shop                    = new Fake_Shop();
		add_filter( 'pre_http_request', array( $this, 'answer' ), 10, 3 );
		wp_set_current_user( 1 );
		$_POST = array();
	}

	protected function tearDown(): void {
		$GLOBALS['wp_filter'] = $this->hooks;
	}

	/** Stands in for the network. */
	public function answer( $ignored, array $args, string $url ) {
		$this->asked[] = array(
			'url'     => $url,
			'headers' => $args['headers'],
			'body'    => json_decode( $args['body'], true ),
			'raw'     => $args['body'],
			'args'    => $args,
		);
		$answer        = null === $this->answers ? array( 200, array( 'integration' => array( 'id' => self::INTEGRATION ) ) ) : ( $this->answers )( $url, json_decode( $args['body'], true ) );
		if ( $answer instanceof \WP_Error ) {
			return $answer;
		}
		return array(
			'headers'  => $answer[2] ?? array(),
			'body'     => is_string( $answer[1] ) ? $answer[1] : (string) wp_json_encode( $answer[1] ),
			'response' => array(
				'code'    => $answer[0],
				'message' => '',
			),
			'cookies'  => array(),
			'filename' => null,
		);
	}

	protected function answers( int $status, $data, array $headers = array() ): void {
		$this->answers = static function () use ( $status, $data, $headers ): array {
			return array( $status, $data, $headers );
		};
	}

	protected function credentials( string $user = self::USER, string $key = self::KEY, string $server = self::SERVER ): Credentials {
		return Credentials::of( $server, $user, $key );
	}

	protected function connect(): void {
		$answer = ( new Connection( $this->shop ) )->connect( $this->credentials() );
		self::assertTrue( $answer->is_ok(), $answer->code() );
		$this->asked = array();
	}

	/** That a request was signed for this path. */
	protected static function assertSigned( array $request, string $path, Credentials $by ): void {
		$h = $request['headers'];
		self::assertSame( $by->user_id(), $h['X-TrulyBot-User'] );
		self::assertSame( $by->key()->id(), $h['X-TrulyBot-Key-Id'] );
		self::assertSame( Signature::of( $by->key(), $h['X-TrulyBot-Timestamp'], $h['X-TrulyBot-Nonce'], 'POST', $path, $request['raw'] ), $h['X-TrulyBot-Signature'] );
	}
}
