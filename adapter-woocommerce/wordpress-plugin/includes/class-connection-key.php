<?php
/**
 * The key that proves to TrulyBot which account a shop belongs to.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * A connection key, given out by TrulyBot as one text: tbk_<key id>_<secret>.
 */
final class Connection_Key {

	/**
	 * The key's name, no secret.
	 *
	 * @var string
	 */
	private $id;

	/**
	 * What signatures are made with.
	 *
	 * @var string
	 */
	private $secret;

	/**
	 * Use parse().
	 *
	 * @param string $id     The key's name.
	 * @param string $secret The secret part.
	 */
	private function __construct( string $id, string $secret ) {
		$this->id     = $id;
		$this->secret = $secret;
	}

	/**
	 * Reads a key as the merchant pastes it.
	 *
	 * @param string $text The whole key.
	 * @return self|null Null when it is none.
	 */
	public static function parse( string $text ): ?self {
		if ( 1 !== preg_match( '/\Atbk_([A-Za-z0-9-]{1,64})_([!-~]{16,256})\z/', trim( $text ), $parts ) ) {
			return null;
		}
		return new self( $parts[1], $parts[2] );
	}

	/**
	 * The key's name, no secret.
	 */
	public function id(): string {
		return $this->id;
	}

	/**
	 * What signatures are made with.
	 */
	public function secret(): string {
		return $this->secret;
	}

	/**
	 * The whole key, to be stored.
	 */
	public function text(): string {
		return 'tbk_' . $this->id . '_' . $this->secret;
	}

	/**
	 * Keeps the secret out of dumps.
	 *
	 * @return array<string, string>
	 */
	public function __debugInfo(): array {
		return array( 'id' => $this->id );
	}
}
