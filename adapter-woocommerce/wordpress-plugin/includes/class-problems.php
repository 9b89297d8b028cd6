<?php
/**
 * Problems in the merchant's words.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * Says in the merchant's language what went wrong and how to mend it.
 */
final class Problems {

	/** Problems whose detail names what no sentence of ours can: an address, a field. */
	private const WITH_DETAIL = array( 'store_redirects', 'store_refused_us', 'store_url_forbidden', 'store_certificate_invalid', 'validation_failed', 'plugin_unreachable' );

	/**
	 * A problem as text, not escaped.
	 *
	 * @param Answer $answer What TrulyBot answered, or why it did not.
	 */
	public static function text( Answer $answer ): string {
		$text   = self::of_code( $answer->code() );
		$detail = trim( $answer->detail() );
		if ( '' === $text ) {
			if ( '' !== $detail ) {
				return $detail;
			}
			/* translators: %s: a code such as internal_error */
			return sprintf( __( 'TrulyBot reports a problem: %s', 'trulybot-for-woocommerce' ), $answer->code() );
		}
		if ( '' !== $detail && in_array( $answer->code(), self::WITH_DETAIL, true ) ) {
			return $text . ' (' . $detail . ')';
		}
		return $text;
	}

	/**
	 * A problem's sentence, '' for codes that are not known here.
	 *
	 * @param string $code The code.
	 */
	public static function of_code( string $code ): string {
		$texts = self::texts();
		return $texts[ $code ] ?? '';
	}

	/**
	 * All sentences, by code.
	 *
	 * @return array<string, string>
	 */
	private static function texts(): array {
		return array(
			// Ours.
			'plugin_unreachable'         => __( 'TrulyBot could not be reached. Check the server address, and whether this web host allows outgoing connections.', 'trulybot-for-woocommerce' ),
			'plugin_not_trulybot'        => __( 'Something answered at the server address, but it is not TrulyBot. Check the address.', 'trulybot-for-woocommerce' ),
			'plugin_busy'                => __( 'The shop is being connected already, perhaps in another window. Wait a moment.', 'trulybot-for-woocommerce' ),
			'plugin_no_api_key'          => __( 'WooCommerce could not store a new API key. Check whether its database tables are complete (WooCommerce, Status).', 'trulybot-for-woocommerce' ),
			'plugin_not_connected'       => __( 'This shop is not connected.', 'trulybot-for-woocommerce' ),
			// Who asks.
			'signature_invalid'          => __( 'TrulyBot does not know this user id together with this connection key. Copy both anew, or create a new connection key.', 'trulybot-for-woocommerce' ),
			'signature_expired'          => __( 'The clock of this web host is more than five minutes wrong. Ask your host to set it.', 'trulybot-for-woocommerce' ),
			'nonce_replayed'             => __( 'The request reached TrulyBot twice. Try again.', 'trulybot-for-woocommerce' ),
			'token_invalid'              => __( 'TrulyBot does not know this user id together with this connection key. Copy both anew, or create a new connection key.', 'trulybot-for-woocommerce' ),
			'forbidden'                  => __( 'This TrulyBot account may not connect shops.', 'trulybot-for-woocommerce' ),
			'user_unknown'               => __( 'TrulyBot has no account with this user id.', 'trulybot-for-woocommerce' ),
			'validation_failed'          => __( 'TrulyBot does not accept what the shop sent.', 'trulybot-for-woocommerce' ),
			'rate_limited'               => __( 'Too many tries in a short time. Wait a minute and try again.', 'trulybot-for-woocommerce' ),
			'internal_error'             => __( 'TrulyBot has a fault of its own. Try again later.', 'trulybot-for-woocommerce' ),
			'integration_not_found'      => __( 'TrulyBot no longer knows this connection. Connect the shop again.', 'trulybot-for-woocommerce' ),
			'integration_not_active'     => __( 'TrulyBot has ended this connection. Connect the shop again.', 'trulybot-for-woocommerce' ),
			'store_already_connected'    => __( 'This shop is connected with another TrulyBot account. Disconnect it there first.', 'trulybot-for-woocommerce' ),
			// What TrulyBot saw of the shop.
			'store_credentials_rejected' => __( 'TrulyBot reached the shop, but WooCommerce did not accept the key that was just made. Often a security plugin, or a web host that drops sign-in headers, is the cause.', 'trulybot-for-woocommerce' ),
			'store_permission_missing'   => __( 'The key may not read orders. Connect with a user who may (an administrator or shop manager).', 'trulybot-for-woocommerce' ),
			'store_not_woocommerce'      => __( 'TrulyBot found no WooCommerce REST API at the shop\'s address. Save the permalinks once (Settings, Permalinks), and check whether a plugin closes the REST API.', 'trulybot-for-woocommerce' ),
			'store_refused_us'           => __( 'A firewall, a security plugin or a password page keeps TrulyBot out of this shop. Allow requests to the REST API.', 'trulybot-for-woocommerce' ),
			'store_certificate_invalid'  => __( 'The shop\'s HTTPS certificate is not valid. Ask your host to renew it.', 'trulybot-for-woocommerce' ),
			'store_redirects'            => __( 'The shop\'s address leads to another one. Correct the site address (Settings, General).', 'trulybot-for-woocommerce' ),
			'store_url_forbidden'        => __( 'TrulyBot connects only shops that are on the internet and use https.', 'trulybot-for-woocommerce' ),
			'store_unreachable'          => __( 'TrulyBot could not reach the shop. Is it online, and open to the internet?', 'trulybot-for-woocommerce' ),
			'store_answer_invalid'       => __( 'The shop\'s REST API answered with something that is not JSON. Often a plugin or theme prints into its answers.', 'trulybot-for-woocommerce' ),
			'store_unavailable'          => __( 'The shop answered that it is not available, as in maintenance. Try again later.', 'trulybot-for-woocommerce' ),
			'store_rate_limited'         => __( 'The shop answered that it gets too many requests. Try again later.', 'trulybot-for-woocommerce' ),
			'store_timeout'              => __( 'The shop took too long to answer TrulyBot. Try again later.', 'trulybot-for-woocommerce' ),
		);
	}
}
