<?php
/**
 * Signing and checking requests, both ways.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * The signature that the shop and TrulyBot put on each request to one another: HMAC-SHA256 with the connection key over
 * the time, a nonce, the method, the path and the body's digest. tests/signature-vectors.json shows it by example.
 */
final class Signature {

	/** How far two clocks may be apart, in seconds, either way. */
	public const SKEW = 300;

	/**
	 * The value of X-TrulyBot-Signature.
	 *
	 * @param Connection_Key $key       Whose secret signs.
	 * @param string         $timestamp Unix seconds.
	 * @param string         $nonce     Used once.
	 * @param string         $method    Such as POST.
	 * @param string         $path      With the query, from the host on.
	 * @param string         $body      The raw body.
	 */
	public static function of( Connection_Key $key, string $timestamp, string $nonce, string $method, string $path, string $body ): string {
		$text = implode( "\n", array( 'v1', $timestamp, $nonce, $method, $path, hash( 'sha256', $body ) ) );
		return 'v1=' . hash_hmac( 'sha256', $text, $key->secret() );
	}

	/**
	 * All headers of a signed request, with a fresh nonce.
	 *
	 * @param Credentials $who    Who asks.
	 * @param string      $method Such as POST.
	 * @param string      $path   With the query, from the host on.
	 * @param string      $body   The raw body.
	 * @return array<string, string>
	 */
	public static function headers( Credentials $who, string $method, string $path, string $body ): array {
		$timestamp = (string) time();
		$nonce     = bin2hex( random_bytes( 16 ) );
		return array(
			'X-TrulyBot-User'      => $who->user_id(),
			'X-TrulyBot-Key-Id'    => $who->key()->id(),
			'X-TrulyBot-Timestamp' => $timestamp,
			'X-TrulyBot-Nonce'     => $nonce,
			'X-TrulyBot-Signature' => self::of( $who->key(), $timestamp, $nonce, $method, $path, $body ),
		);
	}
}
