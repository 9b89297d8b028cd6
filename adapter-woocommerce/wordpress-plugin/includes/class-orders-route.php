<?php
/**
 * The route by which TrulyBot asks for an order.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * POST trulybot/v1/orders {"number", "email"}: an order by its number and its address, for whoever signs with this
 * shop's connection key. It needs no Authorization header and no pretty permalinks.
 */
final class Orders_Route {

	private const NAMESPACE = 'trulybot/v1';
	private const ROUTE     = '/orders';

	/** The path that is signed, however the site's addresses look. */
	public const PATH = '/trulybot/v1/orders';

	/** Members of an order that are secrets or nobody's business. */
	private const SECRETS = array( 'order_key', 'payment_url', 'customer_ip_address', 'customer_user_agent', 'cart_hash' );

	/** Bytes of one meta value that are still passed on: label plugins keep whole PDFs there. */
	private const MAX_META = 65536;

	/** Characters that a number, an address may have. */
	private const MAX_NUMBER = 200;
	private const MAX_EMAIL  = 320;

	/**
	 * Where orders are.
	 *
	 * @var Shop
	 */
	private $shop;

	/**
	 * Makes the route.
	 *
	 * @param Shop $shop Where orders are.
	 */
	public function __construct( Shop $shop ) {
		$this->shop = $shop;
	}

	/**
	 * Lets WordPress know.
	 */
	public function hook(): void {
		add_action( 'rest_api_init', array( $this, 'register' ) );
		add_filter( 'rest_authentication_errors', array( $this, 'let_signed_requests_in' ), PHP_INT_MAX );
		add_filter( 'rest_post_dispatch', array( $this, 'forbid_storing' ), PHP_INT_MAX, 3 );
	}

	/**
	 * Registers the route. Its arguments are not declared: WordPress would judge them before the signature.
	 */
	public function register(): void {
		register_rest_route(
			self::NAMESPACE,
			self::ROUTE,
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'answer' ),
				'permission_callback' => array( $this, 'check' ),
				'show_in_index'       => false,
			)
		);
	}

	/**
	 * Whether TrulyBot asks.
	 *
	 * @param \WP_REST_Request $request The request.
	 * @return true|\WP_Error
	 */
	public function check( \WP_REST_Request $request ) {
		$header    = static function ( string $name ) use ( $request ): string {
			return (string) $request->get_header( $name );
		};
		$timestamp = $header( 'X-TrulyBot-Timestamp' );
		$nonce     = $header( 'X-TrulyBot-Nonce' );
		$invalid   = new \WP_Error( 'trulybot_signature_invalid', 'The signature is missing or wrong.', array( 'status' => 401 ) );
		if ( 1 !== preg_match( '/\A[0-9]{1,12}\z/', $timestamp ) || 1 !== preg_match( '/\A[A-Za-z0-9_-]{16,64}\z/', $nonce ) ) {
			return $invalid;
		}
		$who = null;
		foreach ( Connection::accepted() as $credentials ) {
			$expected = Signature::of( $credentials->key(), $timestamp, $nonce, 'POST', self::PATH, $request->get_body() );
			// Both are compared, whatever the first says. The key proves whose it is: no user need be named.
			$matches = array(
				hash_equals( $credentials->key()->id(), $header( 'X-TrulyBot-Key-Id' ) ),
				hash_equals( $expected, $header( 'X-TrulyBot-Signature' ) ),
			);
			if ( ! in_array( false, $matches, true ) ) {
				$who = $credentials;
			}
		}
		if ( null === $who ) {
			return $invalid;
		}
		if ( abs( time() - (int) $timestamp ) > Signature::SKEW ) {
			return new \WP_Error( 'trulybot_signature_expired', 'The signature is too old, or one of the two clocks is wrong.', array( 'status' => 401 ) );
		}
		$fresh = Once::claim( 'nonce:' . $who->key()->id() . ':' . $nonce, (int) $timestamp + Signature::SKEW + 1 );
		if ( null === $fresh ) {
			return new \WP_Error( 'trulybot_unavailable', 'The shop\'s database does not answer.', array( 'status' => 503 ) );
		}
		return $fresh ? true : new \WP_Error( 'trulybot_nonce_replayed', 'This request was made before.', array( 'status' => 409 ) );
	}

	/**
	 * Answers with the order.
	 *
	 * @param \WP_REST_Request $request The request.
	 * @return \WP_REST_Response|\WP_Error
	 */
	public function answer( \WP_REST_Request $request ) {
		$body   = json_decode( $request->get_body(), true );
		$number = self::text( $body, 'number', self::MAX_NUMBER );
		$email  = self::text( $body, 'email', self::MAX_EMAIL );
		if ( '' === $number || '' === $email ) {
			return new \WP_Error( 'trulybot_invalid', 'Both number and email are required, as text.', array( 'status' => 422 ) );
		}
		$id   = ( new Order_Finder( $this->shop ) )->find( $number, $email );
		$view = null === $id ? null : $this->shop->view( $id );
		if ( null === $view ) {
			return new \WP_Error( 'trulybot_order_not_found', 'No order has this number and this e-mail address.', array( 'status' => 404 ) );
		}
		return new \WP_REST_Response(
			array(
				'order'        => self::presentable( $view['order'] ),
				'refunds'      => array_map( array( self::class, 'presentable' ), $view['refunds'] ),
				'fulfillments' => $view['fulfillments'],
			)
		);
	}

	/**
	 * Some plugins close the REST API to whoever is not signed in. This route brings its own proof, so that such a 401
	 * is lifted for it, and for it alone.
	 *
	 * @param mixed $result An error, true, or null when nobody has judged.
	 * @return mixed
	 */
	public function let_signed_requests_in( $result ) {
		if ( ! is_wp_error( $result ) || ! isset( $_SERVER['HTTP_X_TRULYBOT_SIGNATURE'] ) ) {
			return $result;
		}
		$data  = $result->get_error_data();
		$route = $GLOBALS['wp']->query_vars['rest_route'] ?? '';
		$ours  = is_string( $route ) && self::PATH === untrailingslashit( $route );
		return $ours && is_array( $data ) && 401 === ( $data['status'] ?? 0 ) ? true : $result;
	}

	/**
	 * No cache between keeps an order, or that there is none.
	 *
	 * @param mixed            $response The answer.
	 * @param mixed            $server   The REST server.
	 * @param \WP_REST_Request $request  The request.
	 * @return mixed
	 */
	public function forbid_storing( $response, $server, $request ) {
		if ( $response instanceof \WP_HTTP_Response && $request instanceof \WP_REST_Request && self::PATH === untrailingslashit( (string) $request->get_route() ) ) {
			$response->header( 'Cache-Control', 'no-store' );
		}
		return $response;
	}

	/**
	 * A text of the body; '' when it is missing, no text, or too long.
	 *
	 * @param mixed  $body The body.
	 * @param string $name The member.
	 * @param int    $max  Bytes at most.
	 */
	private static function text( $body, string $name, int $max ): string {
		$text = is_array( $body ) && is_string( $body[ $name ] ?? null ) ? $body[ $name ] : '';
		return strlen( $text ) <= $max ? $text : '';
	}

	/**
	 * An order without what is nobody's business.
	 *
	 * @param mixed $order An order or a refund, as WooCommerce's REST API shows it.
	 * @return mixed
	 */
	private static function presentable( $order ) {
		if ( ! is_array( $order ) ) {
			return $order;
		}
		$order = array_diff_key( $order, array_flip( self::SECRETS ) );
		if ( is_array( $order['meta_data'] ?? null ) ) {
			$order['meta_data'] = array_values( array_filter( $order['meta_data'], array( self::class, 'is_small' ) ) );
		}
		return $order;
	}

	/**
	 * Whether a meta value is small enough to be passed on.
	 *
	 * @param mixed $meta An entry of meta_data.
	 */
	private static function is_small( $meta ): bool {
		return strlen( (string) wp_json_encode( $meta ) ) <= self::MAX_META;
	}
}
