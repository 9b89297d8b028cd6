<?php
/**
 * Connecting, testing, disconnecting.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * This shop's connection with a TrulyBot account.
 */
final class Connection {

	/** TrulyBot asks the live shop while it connects or tests, and gives it 15 seconds. */
	private const CONNECT_SECONDS = 40;
	private const TEST_SECONDS    = 30;

	/** As long as a connection may take to be made. */
	private const PENDING_SECONDS = 120;

	/**
	 * The shop that is connected.
	 *
	 * @var Shop
	 */
	private $shop;

	/**
	 * Makes the use cases.
	 *
	 * @param Shop $shop The shop that is connected.
	 */
	public function __construct( Shop $shop ) {
		$this->shop = $shop;
	}

	/**
	 * What is stored about the connection: integration_id, store_url, api_key_id, api_key_ends, connected_at, stopped (the
	 * code of the problem that stopped the events, else ''); empty when there is no connection.
	 *
	 * @return array<string, mixed>
	 */
	public static function state(): array {
		$state = get_option( Settings::CONNECTION );
		return is_array( $state ) && is_string( $state['integration_id'] ?? null ) ? $state : array();
	}

	/**
	 * Whether this very shop is connected. A copy of it at another address (a staging site, say) is not.
	 */
	public static function is_made(): bool {
		return array() !== self::state() && ! self::has_moved() && null !== Settings::credentials();
	}

	/**
	 * Whether the connection was made at another address than this.
	 */
	public static function has_moved(): bool {
		$state = self::state();
		$plain = static function ( string $url ): string {
			return strtolower( (string) preg_replace( '~\Ahttps?://~i', '', untrailingslashit( $url ) ) );
		};
		return array() !== $state && $plain( (string) ( $state['store_url'] ?? '' ) ) !== $plain( self::store_url() );
	}

	/**
	 * This shop's address, under which its REST API is. Not home_url(), which language plugins change.
	 */
	public static function store_url(): string {
		return untrailingslashit( (string) get_option( 'home' ) );
	}

	/**
	 * Who may ask this shop for orders: the account it is connected with, and the one it is being connected with.
	 *
	 * @return Credentials[]
	 */
	public static function accepted(): array {
		$pending = get_option( Settings::PENDING );
		$asking  = is_array( $pending ) && ( $pending['until'] ?? 0 ) > time()
			? Credentials::of( (string) ( $pending['server'] ?? '' ), (string) ( $pending['user_id'] ?? '' ), (string) ( $pending['key'] ?? '' ) )
			: null;
		return array_values( array_filter( array( self::is_made() ? Settings::credentials() : null, $asking ) ) );
	}

	/**
	 * Connects the shop, or connects it anew. What was before stays until the new connection works.
	 *
	 * @param Credentials $credentials The account, and the key that proves it.
	 */
	public function connect( Credentials $credentials ): Answer {
		Once::sweep();
		if ( true !== Once::claim( 'connect', time() + self::PENDING_SECONDS ) ) {
			return Answer::problem( 'plugin_busy' );
		}
		try {
			return $this->connect_alone( $credentials );
		} finally {
			Once::release( 'connect' );
		}
	}

	/**
	 * Connects while nobody else does.
	 *
	 * @param Credentials $credentials The account.
	 */
	private function connect_alone( Credentials $credentials ): Answer {
		$this->delete_pending();
		$api_key = $this->shop->create_api_key( get_current_user_id() );
		if ( null === $api_key ) {
			return Answer::problem( 'plugin_no_api_key' );
		}
		update_option(
			Settings::PENDING,
			array(
				'server'       => $credentials->server(),
				'user_id'      => $credentials->user_id(),
				'key'          => $credentials->key()->text(),
				'api_key_id'   => $api_key['id'],
				'api_key_ends' => $api_key['ends'],
				'until'        => time() + self::PENDING_SECONDS,
			),
			false
		);
		$answer = ( new Server( $credentials ) )->post(
			'/api/integrations/woocommerce/connect',
			array(
				'storeUrl'    => self::store_url(),
				'apiKey'      => $api_key['key'],
				'apiSecret'   => $api_key['secret'],
				'storeName'   => wp_specialchars_decode( (string) get_option( 'blogname' ), ENT_QUOTES ),
				'storeEmail'  => $this->shop->email(),
				'permissions' => 'read',
			),
			self::CONNECT_SECONDS
		);
		$id     = $answer->integration()['id'] ?? null;
		if ( $answer->is_ok() && is_string( $id ) && '' !== Credentials::clean_user_id( $id ) ) {
			$this->replace( $credentials, $id, $api_key );
			return $answer;
		}
		$this->delete_pending();
		if ( ! self::is_made() ) {
			// So that nothing has to be typed twice.
			Settings::store( $credentials );
		}
		return $answer->is_ok() ? Answer::problem( 'plugin_not_trulybot' ) : $answer;
	}

	/**
	 * Puts the new connection in the place of the one before.
	 *
	 * @param Credentials          $credentials    The account.
	 * @param string               $integration_id What TrulyBot calls the connection.
	 * @param array<string, mixed> $api_key        The key that TrulyBot has now.
	 */
	private function replace( Credentials $credentials, string $integration_id, array $api_key ): void {
		$before = self::is_made() ? Settings::credentials() : null;
		$old    = self::state();
		Settings::store( $credentials );
		update_option(
			Settings::CONNECTION,
			array(
				'integration_id' => $integration_id,
				'store_url'      => self::store_url(),
				'api_key_id'     => $api_key['id'],
				'api_key_ends'   => $api_key['ends'],
				'connected_at'   => time(),
				'stopped'        => '',
			)
		);
		delete_option( Settings::PENDING );
		$this->delete_api_key_of( $old );
		if ( null !== $before && ! $before->same_account( $credentials ) ) {
			self::tell( $before, 5 );
		}
	}

	/**
	 * Lets TrulyBot ask this shop now.
	 */
	public function test(): Answer {
		$credentials = Settings::credentials();
		if ( ! self::is_made() || null === $credentials ) {
			return Answer::problem( 'plugin_not_connected' );
		}
		$answer = ( new Server( $credentials ) )->post(
			'/api/integrations/woocommerce/test',
			array( 'storeUrl' => self::store_url() ),
			self::TEST_SECONDS
		);
		if ( $answer->is_ok() && ! isset( $answer->integration()['id'] ) ) {
			return Answer::problem( 'plugin_not_trulybot' );
		}
		if ( $answer->is_ok() ) {
			self::set_stopped( '' );
		}
		return $answer;
	}

	/**
	 * Ends the connection: the key goes at once, whether or not TrulyBot can be told.
	 *
	 * @param int $seconds To wait for TrulyBot at most.
	 * @return Answer What TrulyBot said.
	 */
	public function disconnect( int $seconds ): Answer {
		$credentials = self::is_made() ? Settings::credentials() : null;
		$this->delete_pending();
		$this->delete_api_key_of( self::state() );
		delete_option( Settings::CONNECTION );
		$this->shop->unschedule( Order_Events::PUSH, null );
		$this->shop->unschedule( Order_Events::PUSH_AGAIN, null );
		return null === $credentials ? Answer::problem( 'plugin_not_connected' ) : self::tell( $credentials, $seconds );
	}

	/**
	 * Remembers that TrulyBot takes no events any more, and why; '' when it does again.
	 *
	 * @param string $code The problem's code.
	 */
	public static function set_stopped( string $code ): void {
		$state = self::state();
		if ( array() !== $state && ( $state['stopped'] ?? '' ) !== $code ) {
			$state['stopped'] = $code;
			update_option( Settings::CONNECTION, $state );
		}
	}

	/**
	 * Tells TrulyBot that the shop leaves.
	 *
	 * @param Credentials $credentials The account it leaves.
	 * @param int         $seconds     To wait at most.
	 */
	private static function tell( Credentials $credentials, int $seconds ): Answer {
		return ( new Server( $credentials ) )->post( '/api/integrations/woocommerce/disconnect', array( 'storeUrl' => self::store_url() ), $seconds );
	}

	/**
	 * Takes away what a connection that was not finished has left, also one that died on the way.
	 */
	private function delete_pending(): void {
		$pending = get_option( Settings::PENDING );
		if ( is_array( $pending ) ) {
			// Died after the connection was stored: then the key is in use.
			if ( ( self::state()['api_key_id'] ?? 0 ) !== ( $pending['api_key_id'] ?? 0 ) ) {
				$this->delete_api_key_of( $pending );
			}
			delete_option( Settings::PENDING );
		}
	}

	/**
	 * Removes the API key that a stored connection names.
	 *
	 * @param array<string, mixed> $stored state(), or a connection that was not finished.
	 */
	private function delete_api_key_of( array $stored ): void {
		if ( isset( $stored['api_key_id'] ) ) {
			$this->shop->delete_api_key( (int) $stored['api_key_id'], (string) ( $stored['api_key_ends'] ?? '' ) );
		}
	}
}
