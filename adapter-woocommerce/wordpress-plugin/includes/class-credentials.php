<?php
/**
 * Which TrulyBot account, by which key, at which address.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * What a merchant types in to connect: always complete and well-formed.
 */
final class Credentials {

	/**
	 * The address of TrulyBot, without a slash at its end.
	 *
	 * @var string
	 */
	private $server;

	/**
	 * The merchant's user id at TrulyBot.
	 *
	 * @var string
	 */
	private $user_id;

	/**
	 * The connection key.
	 *
	 * @var Connection_Key
	 */
	private $key;

	/**
	 * Use of().
	 *
	 * @param string         $server  The address of TrulyBot.
	 * @param string         $user_id The merchant's user id.
	 * @param Connection_Key $key     The connection key.
	 */
	private function __construct( string $server, string $user_id, Connection_Key $key ) {
		$this->server  = $server;
		$this->user_id = $user_id;
		$this->key     = $key;
	}

	/**
	 * Credentials from text.
	 *
	 * @param string $server  The address of TrulyBot.
	 * @param string $user_id The merchant's user id.
	 * @param string $key     The connection key.
	 * @return self|null Null when any of them is missing or malformed.
	 */
	public static function of( string $server, string $user_id, string $key ): ?self {
		$server  = self::clean_server( $server );
		$user_id = self::clean_user_id( $user_id );
		$key     = Connection_Key::parse( $key );
		return '' === $server || '' === $user_id || null === $key ? null : new self( $server, $user_id, $key );
	}

	/**
	 * A server's address in one form; '' when it is not one that may be asked: https, or http on this machine.
	 *
	 * @param string $text As typed.
	 */
	public static function clean_server( string $text ): string {
		$text = rtrim( trim( $text ), '/' );
		if ( 1 !== preg_match( '~\A(https?)://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?((?:/[A-Za-z0-9._\~-]+)*)\z~i', $text, $parts ) ) {
			return '';
		}
		$scheme = strtolower( $parts[1] );
		$host   = strtolower( $parts[2] );
		if ( 'https' !== $scheme && ! self::is_local( $host ) ) {
			return '';
		}
		return $scheme . '://' . $host . $parts[3] . $parts[4];
	}

	/**
	 * A user id in one form; '' when it is none.
	 *
	 * @param string $text As typed.
	 */
	public static function clean_user_id( string $text ): string {
		$text = strtolower( trim( $text ) );
		return 1 === preg_match( '/\A[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\z/', $text ) ? $text : '';
	}

	/**
	 * Whether a host is this machine, as in development.
	 *
	 * @param string $host A host's name.
	 */
	public static function is_local( string $host ): bool {
		return in_array( $host, array( 'localhost', '127.0.0.1', '[::1]' ), true );
	}

	/**
	 * The address of TrulyBot, without a slash at its end.
	 */
	public function server(): string {
		return $this->server;
	}

	/**
	 * The merchant's user id at TrulyBot.
	 */
	public function user_id(): string {
		return $this->user_id;
	}

	/**
	 * The connection key.
	 */
	public function key(): Connection_Key {
		return $this->key;
	}

	/**
	 * Whether both name the same account at the same server, by whatever key.
	 *
	 * @param self $other The other.
	 */
	public function same_account( self $other ): bool {
		return $this->server === $other->server && $this->user_id === $other->user_id;
	}
}
