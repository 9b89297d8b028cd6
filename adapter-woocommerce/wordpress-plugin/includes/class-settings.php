<?php
/**
 * What the plugin keeps in WordPress's options.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * The plugin's options. The two that every page needs are loaded with WordPress's own; those with secrets are not.
 */
final class Settings {

	/** Account, server and widget: no secret. */
	public const OPTION = 'trulybot_settings';

	/** The connection key. Not loaded with other options. */
	public const KEY = 'trulybot_connection_key';

	/** What connects this shop: no secret. */
	public const CONNECTION = 'trulybot_connection';

	/** A connection that is being made. Not loaded with other options. */
	public const PENDING = 'trulybot_pending';

	/**
	 * The account's user id, the server's address and whether the widget is shown.
	 *
	 * @return array{user_id: string, server: string, widget: bool}
	 */
	public static function all(): array {
		$stored = get_option( self::OPTION );
		$stored = is_array( $stored ) ? $stored : array();
		return array(
			'user_id' => (string) ( $stored['user_id'] ?? '' ),
			'server'  => (string) ( $stored['server'] ?? self::delivered_server() ),
			'widget'  => (bool) ( $stored['widget'] ?? true ),
		);
	}

	/**
	 * The server's address that came with the plugin: whoever serves the plugin's zip writes it into server.php.
	 */
	public static function delivered_server(): string {
		$address = require dirname( __DIR__ ) . '/server.php';
		return is_string( $address ) ? Credentials::clean_server( $address ) : '';
	}

	/**
	 * What the merchant typed in, when it is complete.
	 */
	public static function credentials(): ?Credentials {
		$settings = self::all();
		return Credentials::of( $settings['server'], $settings['user_id'], self::key_text() );
	}

	/**
	 * Whether a connection key is stored.
	 */
	public static function has_key(): bool {
		return '' !== self::key_text();
	}

	/**
	 * Stores all that a connection needs.
	 *
	 * @param Credentials $credentials What connects.
	 */
	public static function store( Credentials $credentials ): void {
		self::store_part(
			array(
				'user_id' => $credentials->user_id(),
				'server'  => $credentials->server(),
			)
		);
		update_option( self::KEY, $credentials->key()->text(), false );
	}

	/**
	 * Stores a part of the settings.
	 *
	 * @param array<string, mixed> $part Some of all().
	 */
	public static function store_part( array $part ): void {
		update_option( self::OPTION, array_merge( self::all(), $part ) );
	}

	/**
	 * Makes whatever is about to be stored well-formed; WordPress calls this on each update of the option.
	 *
	 * @param mixed $value From a form or from code.
	 * @return array{user_id: string, server: string, widget: bool}
	 */
	public static function sanitize( $value ): array {
		$value = is_array( $value ) ? $value : array();
		return array(
			'user_id' => Credentials::clean_user_id( (string) ( $value['user_id'] ?? '' ) ),
			'server'  => Credentials::clean_server( (string) ( $value['server'] ?? '' ) ),
			'widget'  => ! empty( $value['widget'] ),
		);
	}

	/**
	 * The same for the connection key.
	 *
	 * @param mixed $value From a form or from code.
	 */
	public static function sanitize_key( $value ): string {
		$key = is_string( $value ) ? Connection_Key::parse( $value ) : null;
		return null === $key ? '' : $key->text();
	}

	/**
	 * The connection key as it is stored, '' when there is none.
	 */
	private static function key_text(): string {
		$text = get_option( self::KEY, '' );
		return is_string( $text ) ? $text : '';
	}
}
