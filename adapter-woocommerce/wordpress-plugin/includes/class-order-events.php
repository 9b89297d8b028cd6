<?php
/**
 * Telling TrulyBot that orders have changed.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * Notices changes of orders and pushes them to TrulyBot in the background: which order, and no more of it. Changes of an
 * order that come close together are pushed as one. Nothing here may slow down or break the shop.
 */
final class Order_Events {

	/** Scheduled for an order's change: [order id, created|updated|deleted]. */
	public const PUSH = 'trulybot_push_order';

	/** Scheduled for another try: [event, number of the try]. */
	public const PUSH_AGAIN = 'trulybot_push_again';

	/** Seconds in which more changes of the same order are waited for. */
	private const DELAY = 5;

	/** Seconds to wait after the first, second … failed try: ten tries in sixteen hours. */
	private const WAITS = array( 60, 120, 300, 900, 1800, 3600, 7200, 14400, 28800 );

	/** Seconds that TrulyBot has to take an event. */
	private const PUSH_SECONDS = 10;

	/** Orders of a checkout that is not finished. */
	private const DRAFTS = array( 'auto-draft', 'checkout-draft', 'draft', 'new' );

	/**
	 * Where orders are, and what runs things later.
	 *
	 * @var Shop
	 */
	private $shop;

	/**
	 * What was scheduled in this request, by order.
	 *
	 * @var array<int, string>
	 */
	private $seen = array();

	/**
	 * Makes the listener.
	 *
	 * @param Shop $shop Where orders are.
	 */
	public function __construct( Shop $shop ) {
		$this->shop = $shop;
	}

	/**
	 * Listens. Which hooks come depends on where orders are kept (HPOS or posts); those that come twice are merged.
	 */
	public function hook(): void {
		add_action( 'woocommerce_new_order', array( $this, 'created' ), 20, 2 );
		add_action( 'woocommerce_update_order', array( $this, 'updated' ), 20, 2 );
		add_action( 'woocommerce_order_refunded', array( $this, 'updated' ), 20 );
		add_action( 'woocommerce_untrash_order', array( $this, 'updated' ), 20 );
		add_action( 'woocommerce_trash_order', array( $this, 'deleted' ), 20 );
		add_action( 'woocommerce_before_delete_order', array( $this, 'deleted' ), 20, 2 );
		add_action( 'woocommerce_refund_deleted', array( $this, 'refund_deleted' ), 20, 2 );
		add_action( 'trashed_post', array( $this, 'post_deleted' ), 20 );
		add_action( 'before_delete_post', array( $this, 'post_deleted' ), 20 );
		add_action( 'untrashed_post', array( $this, 'post_untrashed' ), 20 );
		foreach ( array( 'create', 'update', 'delete' ) as $what ) {
			add_action( "woocommerce_fulfillment_after_$what", array( $this, 'fulfillment_changed' ), 20 );
		}
		add_action( self::PUSH, array( $this, 'push' ), 10, 2 );
		add_action( self::PUSH_AGAIN, array( $this, 'push_again' ), 10, 2 );
	}

	/**
	 * An order was placed.
	 *
	 * @param mixed $id    The order's id.
	 * @param mixed $order The order, where WooCommerce gives it.
	 */
	public function created( $id, $order = null ): void {
		$this->changed( $id, 'created', $order );
	}

	/**
	 * An order was changed.
	 *
	 * @param mixed $id    The order's id.
	 * @param mixed $order The order, where WooCommerce gives it.
	 */
	public function updated( $id, $order = null ): void {
		$this->changed( $id, 'updated', $order );
	}

	/**
	 * An order was thrown away.
	 *
	 * @param mixed $id    The order's id.
	 * @param mixed $order The order, where WooCommerce gives it.
	 */
	public function deleted( $id, $order = null ): void {
		$this->changed( $id, 'deleted', $order );
	}

	/**
	 * A refund was taken back.
	 *
	 * @param mixed $refund_id The refund's id.
	 * @param mixed $id        The order's id.
	 */
	public function refund_deleted( $refund_id, $id ): void {
		$this->changed( $id, 'updated', null );
	}

	/**
	 * A post was thrown away; perhaps it is an order.
	 *
	 * @param mixed $id The post's id.
	 */
	public function post_deleted( $id ): void {
		if ( 'shop_order' !== get_post_type( (int) $id ) ) {
			return;
		}
		// Orders that are posts have wc- before their own statuses.
		foreach ( array( get_post_status( (int) $id ), get_post_meta( (int) $id, '_wp_trash_meta_status', true ) ) as $status ) {
			if ( in_array( preg_replace( '/\Awc-/', '', (string) $status ), self::DRAFTS, true ) ) {
				return;
			}
		}
		$this->changed( $id, 'deleted', null );
	}

	/**
	 * A post was taken out of the bin; perhaps it is an order.
	 *
	 * @param mixed $id The post's id.
	 */
	public function post_untrashed( $id ): void {
		if ( 'shop_order' === get_post_type( (int) $id ) ) {
			$this->changed( $id, 'updated', null );
		}
	}

	/**
	 * A parcel of an order was changed.
	 *
	 * @param mixed $fulfillment WooCommerce's.
	 */
	public function fulfillment_changed( $fulfillment ): void {
		if ( is_object( $fulfillment ) && method_exists( $fulfillment, 'get_entity_id' ) ) {
			$this->changed( $fulfillment->get_entity_id(), 'updated', null );
		}
	}

	/**
	 * Schedules a push, unless one is scheduled that says as much.
	 *
	 * @param mixed  $id    The order's id.
	 * @param string $what  One of created, updated, deleted.
	 * @param mixed  $order The order, where WooCommerce gives it.
	 */
	private function changed( $id, string $what, $order ): void {
		$id = is_numeric( $id ) ? (int) $id : 0;
		if ( $id <= 0 || ! self::is_wanted() || ! self::is_order( $order ) ) {
			return;
		}
		$before = $this->seen[ $id ] ?? '';
		if ( $before === $what || ( 'created' === $before && 'updated' === $what ) ) {
			return;
		}
		try {
			$others = array_diff( array( 'created', 'updated', 'deleted' ), array( $what ) );
			if ( 'updated' !== $what || 'deleted' === $before ) {
				// An order that is gone was not changed, and one that is back is not gone.
				foreach ( $others as $other ) {
					$this->shop->unschedule( self::PUSH, array( $id, $other ) );
				}
			} elseif ( $this->shop->is_scheduled( self::PUSH, array( $id, 'created' ) ) ) {
				return;
			}
			$this->seen[ $id ] = $what;
			if ( ! $this->shop->is_scheduled( self::PUSH, array( $id, $what ) ) ) {
				$this->shop->schedule( time() + self::DELAY, self::PUSH, array( $id, $what ) );
			}
		} catch ( \Throwable $e ) {
			$this->shop->log( 'A change of order ' . $id . ' could not be scheduled: ' . $e->getMessage() );
		}
	}

	/**
	 * Pushes a change.
	 *
	 * @param mixed $id   The order's id.
	 * @param mixed $what One of created, updated, deleted.
	 */
	public function push( $id, $what ): void {
		// What changes from now on is another event.
		unset( $this->seen[ (int) $id ] );
		$this->attempt(
			array(
				'id'      => wp_generate_uuid4(),
				'topic'   => 'order.' . $what,
				'orderId' => (string) (int) $id,
				'at'      => gmdate( 'Y-m-d\TH:i:s\Z' ),
			),
			1
		);
	}

	/**
	 * Pushes a change once more.
	 *
	 * @param mixed $event As it was pushed before.
	 * @param mixed $attempt   Which try this is.
	 */
	public function push_again( $event, $attempt ): void {
		if ( is_array( $event ) ) {
			$this->attempt( $event, (int) $attempt );
		}
	}

	/**
	 * Sends an event. The next try is scheduled before and forgotten when it is not needed, so that an event is not lost
	 * with a process that is killed.
	 *
	 * @param array<string, string> $event What to send.
	 * @param int                   $attempt   Which try this is.
	 */
	private function attempt( array $event, int $attempt ): void {
		$credentials = Settings::credentials();
		if ( null === $credentials || ! self::is_wanted() ) {
			return;
		}
		$again = array( $event, $attempt + 1 );
		$wait  = self::WAITS[ $attempt - 1 ] ?? 0;
		if ( $wait > 0 ) {
			$this->shop->schedule( time() + $wait, self::PUSH_AGAIN, $again );
		}
		$answer = ( new Server( $credentials ) )->post(
			'/api/webhooks/woocommerce/' . rawurlencode( (string) Connection::state()['integration_id'] ),
			array( 'events' => array( $event ) ),
			self::PUSH_SECONDS
		);
		$status = $answer->status();
		if ( $answer->is_ok() ) {
			$this->shop->unschedule( self::PUSH_AGAIN, $again );
		} elseif ( 401 === $status || 404 === $status ) {
			Connection::set_stopped( $answer->code() );
			$this->shop->unschedule( self::PUSH, null );
			$this->shop->unschedule( self::PUSH_AGAIN, null );
			$this->shop->log( 'TrulyBot takes no more events of this shop: ' . $answer->code() );
		} elseif ( 0 === $status || $status >= 500 || in_array( $status, array( 408, 409, 425, 429 ), true ) ) {
			$this->wait( $event, $attempt, $answer );
		} else {
			$this->shop->unschedule( self::PUSH_AGAIN, $again );
			$this->shop->log( 'TrulyBot refused an event of order ' . $event['orderId'] . ': ' . $answer->code() );
		}
	}

	/**
	 * Leaves the next try to its time, or to the time that TrulyBot asks for.
	 *
	 * @param array<string, string> $event  What was sent.
	 * @param int                   $attempt    Which try failed.
	 * @param Answer                $answer How.
	 */
	private function wait( array $event, int $attempt, Answer $answer ): void {
		$wait = self::WAITS[ $attempt - 1 ] ?? 0;
		if ( 0 === $wait ) {
			$this->shop->log( 'An event of order ' . $event['orderId'] . ' was given up after ' . $attempt . ' tries: ' . $answer->code() );
		} elseif ( $answer->retry_after() > $wait ) {
			$this->shop->unschedule( self::PUSH_AGAIN, array( $event, $attempt + 1 ) );
			$this->shop->schedule( time() + $answer->retry_after(), self::PUSH_AGAIN, array( $event, $attempt + 1 ) );
		}
	}

	/**
	 * Whether TrulyBot takes events.
	 */
	private static function is_wanted(): bool {
		return Connection::is_made() && '' === (string) ( Connection::state()['stopped'] ?? '' );
	}

	/**
	 * Whether it is an order that a shopper has placed, as far as that can be told.
	 *
	 * @param mixed $order The order, null where WooCommerce gives none.
	 */
	private static function is_order( $order ): bool {
		return ! is_object( $order ) || ! method_exists( $order, 'get_type' ) || ! method_exists( $order, 'get_status' )
			|| ( 'shop_order' === $order->get_type() && ! in_array( $order->get_status(), self::DRAFTS, true ) );
	}
}
