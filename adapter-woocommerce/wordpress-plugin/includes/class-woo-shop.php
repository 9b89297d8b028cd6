<?php
/**
 * WooCommerce itself.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

use Automattic\WooCommerce\Internal\Fulfillments\OrderFulfillmentsRestController;
use Automattic\WooCommerce\Utilities\FeaturesUtil;
use Automattic\WooCommerce\Utilities\OrderUtil;

/**
 * The shop that runs here. Nothing but this class knows WooCommerce's functions, classes and tables.
 */
final class Woo_Shop implements Shop {

	/** The name of the plugin's API key, in WooCommerce's list of keys. */
	public const KEY_DESCRIPTION = 'TrulyBot';

	/** The group of the plugin's scheduled actions. */
	public const GROUP = 'trulybot';

	/**
	 * Orders read in this request, by id.
	 *
	 * @var array<int, \WC_Order>
	 */
	private $orders = array();

	/** {@inheritDoc} */
	public function email(): string {
		$email = get_option( 'woocommerce_email_from_address' );
		return is_string( $email ) && '' !== $email ? $email : (string) get_option( 'admin_email' );
	}

	/**
	 * {@inheritDoc}
	 *
	 * @param int $user_id Whose rights it has.
	 */
	public function create_api_key( int $user_id ): ?array {
		global $wpdb;
		$key    = 'ck_' . wc_rand_hash();
		$secret = 'cs_' . wc_rand_hash();
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery.DirectQuery -- WooCommerce has no function that makes a key.
		$rows = $wpdb->insert(
			$wpdb->prefix . 'woocommerce_api_keys',
			array(
				'user_id'         => $user_id,
				'description'     => self::KEY_DESCRIPTION,
				'permissions'     => 'read',
				'consumer_key'    => wc_api_hash( $key ),
				'consumer_secret' => $secret,
				'truncated_key'   => substr( $key, -7 ),
			),
			array( '%d', '%s', '%s', '%s', '%s', '%s' )
		);
		if ( 1 !== $rows ) {
			return null;
		}
		return array(
			'id'     => (int) $wpdb->insert_id,
			'ends'   => substr( $key, -7 ),
			'key'    => $key,
			'secret' => $secret,
		);
	}

	/**
	 * {@inheritDoc}
	 *
	 * @param int    $id   The key's id.
	 * @param string $ends The key's last characters.
	 */
	public function delete_api_key( int $id, string $ends ): void {
		Leftovers::delete_api_key( $id, $ends );
	}

	/** {@inheritDoc} */
	public function has_own_numbers(): bool {
		return has_filter( 'woocommerce_order_number' );
	}

	/**
	 * {@inheritDoc}
	 *
	 * @param int[] $ids Orders' ids.
	 */
	public function orders( array $ids ): array {
		$found = array();
		foreach ( $this->read( $ids ) as $order ) {
			$found[ $order->get_id() ] = array(
				'id'     => $order->get_id(),
				'number' => (string) $order->get_order_number(),
				'email'  => (string) $order->get_billing_email( 'edit' ),
				'status' => (string) $order->get_status( 'edit' ),
			);
		}
		return $found;
	}

	/**
	 * {@inheritDoc}
	 *
	 * @param string[] $keys    Names of order meta.
	 * @param string[] $numbers Values.
	 * @param int      $limit   At most.
	 */
	public function ids_by_meta( array $keys, array $numbers, int $limit ): array {
		global $wpdb;
		if ( array() === $numbers ) {
			return array();
		}
		$hpos   = self::has_order_tables();
		$table  = $hpos ? OrderUtil::get_table_for_order_meta() : $wpdb->postmeta;
		$column = $hpos ? 'order_id' : 'post_id';
		$in     = implode( ', ', array_fill( 0, count( $numbers ), '%s' ) );
		$ids    = array();
		foreach ( $keys as $key ) {
			// One key at a time, and + 0: else the database walks through all meta of all orders instead of this key's.
			// phpcs:disable WordPress.DB -- Names come from WordPress and WooCommerce, the rest from %s.
			$found = $wpdb->get_col(
				$wpdb->prepare(
					"SELECT {$column} FROM {$table} WHERE meta_key = %s AND meta_value IN ({$in}) ORDER BY {$column} + 0 DESC LIMIT %d",
					array_merge( array( $key ), $numbers, array( $limit ) )
				)
			);
			// phpcs:enable
			$ids = array_merge( $ids, array_map( 'intval', $found ) );
		}
		$ids = array_unique( $ids );
		rsort( $ids );
		return array_slice( $ids, 0, $limit );
	}

	/**
	 * {@inheritDoc}
	 *
	 * @param string $email The address.
	 * @param int    $limit At most.
	 */
	public function ids_by_email( string $email, int $limit ): array {
		global $wpdb;
		// phpcs:disable WordPress.DB.PreparedSQL.InterpolatedNotPrepared, WordPress.DB.DirectDatabaseQuery -- The table's name comes from WooCommerce; wc_get_orders() leaves out orders whose status no plugin knows any more.
		if ( self::has_order_tables() ) {
			$table = OrderUtil::get_table_for_orders();
			$ids   = $wpdb->get_col(
				$wpdb->prepare(
					"SELECT id FROM {$table} WHERE billing_email = %s AND type = 'shop_order' ORDER BY id + 0 DESC LIMIT %d",
					$email,
					$limit
				)
			);
		} else {
			$ids = $wpdb->get_col(
				$wpdb->prepare(
					"SELECT post_id FROM {$wpdb->postmeta} WHERE meta_key = '_billing_email' AND meta_value = %s ORDER BY post_id + 0 DESC LIMIT %d",
					$email,
					$limit
				)
			);
		}
		// phpcs:enable
		return array_map( 'intval', $ids );
	}

	/**
	 * {@inheritDoc}
	 *
	 * @param int $id The order's id.
	 */
	public function view( int $id ): ?array {
		$order = $this->read( array( $id ) )[ $id ] ?? null;
		if ( null === $order ) {
			return null;
		}
		$orders  = new \WC_REST_Orders_Controller();
		$refunds = new \WC_REST_Order_Refunds_Controller();
		$of      = static function ( string $route ) use ( $id ): \WP_REST_Request {
			$request             = new \WP_REST_Request( 'GET', $route );
			$request['id']       = $id;
			$request['order_id'] = $id;
			$request['context']  = 'view';
			return $request;
		};
		$answer  = $orders->prepare_object_for_response( $order, $of( "/wc/v3/orders/$id" ) );
		if ( is_wp_error( $answer ) ) {
			return null;
		}
		$given_back = array();
		foreach ( $order->get_refunds() as $refund ) {
			$one = $refunds->prepare_object_for_response( $refund, $of( "/wc/v3/orders/$id/refunds" ) );
			if ( ! is_wp_error( $one ) ) {
				$given_back[ $refund->get_id() ] = $one->get_data();
			}
		}
		krsort( $given_back );
		return array(
			'order'        => (array) $answer->get_data(),
			'refunds'      => array_values( $given_back ),
			'fulfillments' => $this->fulfillments( $of( "/wc/v3/orders/$id/fulfillments" ) ),
		);
	}

	/**
	 * {@inheritDoc}
	 *
	 * @param int               $time Unix seconds.
	 * @param string            $hook The action to do.
	 * @param array<int, mixed> $args Its arguments.
	 */
	public function schedule( int $time, string $hook, array $args ): int {
		return self::can_schedule() ? (int) as_schedule_single_action( $time, $hook, $args, self::GROUP ) : 0;
	}

	/**
	 * {@inheritDoc}
	 *
	 * @param string            $hook The action.
	 * @param array<int, mixed> $args Its arguments.
	 */
	public function is_scheduled( string $hook, array $args ): bool {
		// A running action has read the order already, so that only a waiting one will do.
		return self::can_schedule() && array() !== as_get_scheduled_actions(
			array(
				'hook'     => $hook,
				'args'     => $args,
				'group'    => self::GROUP,
				'status'   => \ActionScheduler_Store::STATUS_PENDING,
				'per_page' => 1,
				'orderby'  => 'none',
			),
			'ids'
		);
	}

	/**
	 * {@inheritDoc}
	 *
	 * @param string                 $hook The action.
	 * @param array<int, mixed>|null $args Its arguments; null for all.
	 */
	public function unschedule( string $hook, ?array $args ): void {
		if ( ! self::can_schedule() ) {
			return;
		}
		if ( null === $args ) {
			// Without the group: with it, only actions without arguments are meant.
			as_unschedule_all_actions( $hook );
		} else {
			as_unschedule_action( $hook, $args, self::GROUP );
		}
	}

	/**
	 * {@inheritDoc}
	 *
	 * @param string $message Without secrets.
	 */
	public function log( string $message ): void {
		if ( function_exists( 'wc_get_logger' ) ) {
			wc_get_logger()->warning( $message, array( 'source' => 'trulybot' ) );
		}
	}

	/**
	 * Orders by their ids: no refunds, subscriptions or other things that share the numbers.
	 *
	 * @param int[] $ids Orders' ids.
	 * @return array<int, \WC_Order>
	 */
	private function read( array $ids ): array {
		$missing = array_values( array_diff( $ids, array_keys( $this->orders ) ) );
		if ( count( $missing ) > 1 && is_callable( array( \WC_Order_Factory::class, 'get_orders' ) ) ) {
			$read = \WC_Order_Factory::get_orders( $missing, true );
		} else {
			$read = array_map( 'wc_get_order', $missing );
		}
		foreach ( $read as $order ) {
			if ( $order instanceof \WC_Order && 'shop_order' === $order->get_type() ) {
				$this->orders[ $order->get_id() ] = $order;
			}
		}
		$found = array();
		foreach ( $ids as $id ) {
			if ( isset( $this->orders[ $id ] ) ) {
				$found[ $id ] = $this->orders[ $id ];
			}
		}
		return $found;
	}

	/**
	 * What WooCommerce's own fulfillments say, where that feature is there and on.
	 *
	 * @param \WP_REST_Request $request Names the order.
	 * @return array<int, mixed>
	 */
	private function fulfillments( \WP_REST_Request $request ): array {
		try {
			if ( ! class_exists( OrderFulfillmentsRestController::class ) || ! FeaturesUtil::feature_is_enabled( 'fulfillments' ) ) {
				return array();
			}
			$answer = wc_get_container()->get( OrderFulfillmentsRestController::class )->get_fulfillments( $request );
			$data   = 200 === $answer->get_status() ? $answer->get_data() : array();
			// Some versions of WooCommerce put the list into an object.
			$data = is_array( $data ) && isset( $data['fulfillments'] ) ? $data['fulfillments'] : $data;
			return is_array( $data ) ? array_values( $data ) : array();
		} catch ( \Throwable $e ) {
			// WooCommerce calls this class internal: without it the order is still worth an answer.
			$this->log( 'Fulfillments could not be read: ' . $e->getMessage() );
			return array();
		}
	}

	/**
	 * Whether orders live in tables of their own (HPOS).
	 */
	private static function has_order_tables(): bool {
		return class_exists( OrderUtil::class ) && OrderUtil::custom_orders_table_usage_is_enabled();
	}

	/**
	 * Whether the background's tables can be asked.
	 */
	private static function can_schedule(): bool {
		return class_exists( \ActionScheduler::class ) && \ActionScheduler::is_initialized() && function_exists( 'as_schedule_single_action' );
	}
}
