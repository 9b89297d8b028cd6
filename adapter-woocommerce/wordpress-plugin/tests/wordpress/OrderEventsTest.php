<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use TrulyBot\WooCommerce\Connection;
use TrulyBot\WooCommerce\Order_Events;

final class OrderEventsTest extends Wordpress_Test_Case {

	protected function setUp(): void {
		parent::setUp();
		$this->connect();
		$this->listen();
	}

	/** As each request does anew. */
	private function listen(): void {
		foreach ( array( 'woocommerce_new_order', 'woocommerce_update_order', 'woocommerce_trash_order', 'woocommerce_untrash_order', 'woocommerce_before_delete_order', 'woocommerce_order_refunded', 'woocommerce_refund_deleted', Order_Events::PUSH, Order_Events::PUSH_AGAIN ) as $hook ) {
			remove_all_actions( $hook );
		}
		( new Order_Events( $this->shop ) )->hook();
	}

	/** What waits, without when. */
	private function waiting(): array {
		return array_map(
			static function ( array $action ): array {
				return array_merge( array( $action['hook'] ), $action['args'] );
			},
			$this->shop->scheduled
		);
	}

	private static function order( string $status, string $type = 'shop_order' ): object {
		return new class( $status, $type ) {
			private $status;
			private $type;

			public function __construct( string $status, string $type ) {
				$this->status = $status;
				$this->type   = $type;
			}

			public function get_status(): string {
				return $this->status;
			}

			public function get_type(): string {
				return $this->type;
			}
		};
	}

	public function test_an_order_that_is_placed_and_changed_at_once_is_one_event(): void {
		do_action( 'woocommerce_new_order', 15, self::order( 'pending' ) );
		do_action( 'woocommerce_update_order', 15, self::order( 'pending' ) );
		do_action( 'woocommerce_update_order', '15', self::order( 'processing' ) );
		$this->listen();
		do_action( 'woocommerce_update_order', 15, self::order( 'completed' ) );
		do_action( 'woocommerce_update_order', 16, self::order( 'completed' ) );
		self::assertSame( array( array( Order_Events::PUSH, 15, 'created' ), array( Order_Events::PUSH, 16, 'updated' ) ), $this->waiting() );
		self::assertSame( array(), $this->asked, 'nothing is sent while a shopper waits' );
		self::assertGreaterThan( time(), $this->shop->scheduled[0]['time'] );
	}

	public function test_an_order_that_is_thrown_away_was_not_changed_and_one_that_is_back_is_not_gone(): void {
		do_action( 'woocommerce_update_order', 15, self::order( 'processing' ) );
		do_action( 'woocommerce_trash_order', 15 );
		self::assertSame( array( array( Order_Events::PUSH, 15, 'deleted' ) ), $this->waiting() );
		do_action( 'woocommerce_untrash_order', 15 );
		self::assertSame( array( array( Order_Events::PUSH, 15, 'updated' ) ), $this->waiting() );
		do_action( 'woocommerce_before_delete_order', 15, self::order( 'trash' ) );
		self::assertSame( array( array( Order_Events::PUSH, 15, 'deleted' ) ), $this->waiting() );
	}

	public function test_refunds_change_their_order(): void {
		do_action( 'woocommerce_order_refunded', 15, 16 );
		do_action( 'woocommerce_refund_deleted', 18, 17 );
		self::assertSame( array( array( Order_Events::PUSH, 15, 'updated' ), array( Order_Events::PUSH, 17, 'updated' ) ), $this->waiting() );
	}

	public function test_orders_that_are_posts_are_seen_too(): void {
		register_post_type( 'shop_order' );
		// As WooCommerce has it.
		add_filter(
			'wp_untrash_post_status',
			static function ( $now, $id, $before ) {
				return $before;
			},
			10,
			3
		);
		$order = wp_insert_post( array( 'post_type' => 'shop_order', 'post_title' => 'x', 'post_status' => 'publish' ) );
		$page  = wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'x', 'post_status' => 'publish' ) );
		wp_trash_post( $page );
		wp_trash_post( $order );
		self::assertSame( array( array( Order_Events::PUSH, $order, 'deleted' ) ), $this->waiting() );
		wp_untrash_post( $order );
		self::assertSame( array( array( Order_Events::PUSH, $order, 'updated' ) ), $this->waiting() );
		wp_delete_post( $order, true );
		self::assertSame( array( array( Order_Events::PUSH, $order, 'deleted' ) ), $this->waiting() );
	}

	public function test_drafts_refunds_and_subscriptions_are_no_orders(): void {
		do_action( 'woocommerce_new_order', 15, self::order( 'checkout-draft' ) );
		do_action( 'woocommerce_update_order', 15, self::order( 'auto-draft' ) );
		do_action( 'woocommerce_before_delete_order', 15, self::order( 'checkout-draft' ) );
		do_action( 'woocommerce_update_order', 16, self::order( 'completed', 'shop_order_refund' ) );
		do_action( 'woocommerce_update_order', 17, self::order( 'active', 'shop_subscription' ) );
		do_action( 'woocommerce_update_order', 0, null );
		do_action( 'woocommerce_update_order', 'x', null );
		foreach ( array( 'wc-checkout-draft', 'auto-draft' ) as $status ) {
			register_post_status( $status );
			$draft = wp_insert_post( array( 'post_type' => 'shop_order', 'post_title' => 'x', 'post_status' => $status ) );
			wp_trash_post( $draft );
			wp_delete_post( $draft, true );
		}
		self::assertSame( array(), $this->waiting() );
	}

	public function test_a_shop_that_is_not_connected_schedules_nothing(): void {
		( new Connection( $this->shop ) )->disconnect( 1 );
		do_action( 'woocommerce_update_order', 15 );
		self::assertSame( array(), $this->waiting() );
	}

	public function test_a_broken_background_does_not_break_the_shop(): void {
		$this->shop->breaks = true;
		do_action( 'woocommerce_update_order', 15 );
		self::assertCount( 1, $this->shop->log );
	}

	public function test_an_event_names_the_order_and_nothing_else_of_it(): void {
		do_action( 'woocommerce_new_order', 15 );
		$this->shop->run_next();
		self::assertCount( 1, $this->asked );
		$path = '/api/webhooks/woocommerce/' . self::INTEGRATION;
		self::assertSame( self::SERVER . $path, $this->asked[0]['url'] );
		self::assertSigned( $this->asked[0], $path, $this->credentials() );
		$event = $this->asked[0]['body']['events'][0];
		self::assertSame( array( 'events' => array( $event ) ), $this->asked[0]['body'] );
		self::assertMatchesRegularExpression( '/\A[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\z/', $event['id'] );
		self::assertMatchesRegularExpression( '/\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z/', $event['at'] );
		self::assertSame( array( 'order.created', '15' ), array( $event['topic'], $event['orderId'] ) );
		self::assertSame( array(), $this->waiting(), 'no other try waits' );
	}

	public function test_a_change_while_an_event_is_sent_is_another_event(): void {
		do_action( 'woocommerce_update_order', 15 );
		$this->answers = static function (): array {
			do_action( 'woocommerce_update_order', 15 );
			return array( 200, array() );
		};
		$this->shop->run_next();
		self::assertSame( array( array( Order_Events::PUSH, 15, 'updated' ) ), $this->waiting() );
	}

	public function passing(): array {
		return array( array( 0 ), array( 429 ), array( 409 ), array( 500 ), array( 503 ), array( 504 ) );
	}

	/** @dataProvider passing */
	public function test_an_event_is_tried_ten_times_with_growing_waits_and_the_same_id( int $status ): void {
		$this->answers = static function () use ( $status ) {
			return 0 === $status ? new \WP_Error( 'http_request_failed', 'x' ) : array( $status, '' );
		};
		do_action( 'woocommerce_update_order', 15 );
		$waits = array();
		$runs  = 0;
		while ( array() !== $this->shop->scheduled && $runs < 20 ) {
			$this->shop->run_next();
			++$runs;
			if ( array() !== $this->shop->scheduled ) {
				self::assertCount( 1, $this->shop->scheduled );
				$waits[] = $this->shop->scheduled[0]['time'] - time();
			}
		}
		self::assertSame( 10, $runs );
		$sorted = $waits;
		sort( $sorted );
		self::assertSame( $sorted, $waits );
		self::assertLessThan( DAY_IN_SECONDS, array_sum( $waits ) );
		self::assertCount( 1, array_unique( array_column( array_map( static function ( array $asked ): array {
			return $asked['body']['events'][0];
		}, $this->asked ), 'id' ) ) );
		self::assertCount( 10, array_unique( array_map( static function ( array $asked ): string {
			return $asked['headers']['X-TrulyBot-Nonce'];
		}, $this->asked ) ), 'each try is signed anew' );
		self::assertCount( 1, $this->shop->log );
	}

	public function test_waits_as_long_as_trulybot_asks_to(): void {
		$this->answers( 429, array( 'code' => 'rate_limited' ), array( 'retry-after' => '900' ) );
		do_action( 'woocommerce_update_order', 15 );
		$this->shop->run_next();
		self::assertCount( 1, $this->shop->scheduled );
		self::assertEqualsWithDelta( time() + 900, $this->shop->scheduled[0]['time'], 3 );
	}

	public function test_an_event_is_not_lost_with_a_process_that_is_killed_while_it_sends(): void {
		$this->answers = static function (): array {
			throw new \RuntimeException( 'killed' );
		};
		do_action( 'woocommerce_update_order', 15 );
		try {
			$this->shop->run_next();
			self::fail();
		} catch ( \RuntimeException $e ) {
			self::assertSame( 'killed', $e->getMessage() );
		}
		self::assertCount( 1, $this->shop->scheduled );
		$this->answers = null;
		$this->shop->run_next();
		self::assertSame( $this->asked[0]['body'], $this->asked[1]['body'] );
		self::assertSame( array(), $this->waiting() );
	}

	public function final_refusals(): array {
		return array( array( 401, 'signature_invalid' ), array( 404, 'integration_not_found' ) );
	}

	/** @dataProvider final_refusals */
	public function test_a_final_refusal_stops_all_events_and_is_remembered( int $status, string $code ): void {
		do_action( 'woocommerce_update_order', 15 );
		do_action( 'woocommerce_update_order', 16 );
		$this->answers( $status, array( 'code' => $code ) );
		$this->shop->run_next();
		self::assertSame( array(), $this->waiting() );
		self::assertSame( $code, Connection::state()['stopped'] );
		do_action( 'woocommerce_update_order', 17 );
		self::assertSame( array(), $this->waiting() );
		self::assertTrue( Connection::is_made(), 'shoppers are answered all the same' );
		$this->answers = null;
		( new Connection( $this->shop ) )->connect( $this->credentials() );
		do_action( 'woocommerce_update_order', 17 );
		self::assertCount( 1, $this->waiting() );
	}

	public function test_an_event_that_trulybot_finds_wrong_is_dropped_alone(): void {
		$this->answers( 422, array( 'code' => 'validation_failed' ) );
		do_action( 'woocommerce_update_order', 15 );
		do_action( 'woocommerce_update_order', 16 );
		$this->shop->run_next();
		self::assertSame( array( array( Order_Events::PUSH, 16, 'updated' ) ), $this->waiting() );
		self::assertSame( array( 'TrulyBot refused an event of order 15: validation_failed' ), $this->shop->log );
	}

	public function test_what_was_scheduled_before_a_disconnection_is_not_sent_after_it(): void {
		do_action( 'woocommerce_update_order', 15 );
		$left = $this->shop->scheduled;
		( new Connection( $this->shop ) )->disconnect( 1 );
		$this->asked           = array();
		$this->shop->scheduled = $left;
		$this->shop->run_next();
		self::assertSame( array(), $this->asked );
	}
}
