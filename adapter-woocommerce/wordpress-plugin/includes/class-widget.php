<?php
/**
 * The chat on the shop's pages.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * Puts the widget's script into the footer of the shop's pages.
 */
final class Widget {

	private const HANDLE = 'trulybot-widget';

	/**
	 * What a shopper must have consented to, where a consent plugin asks: the chat is a function of the shop, and keeps
	 * its conversation in the browser's session storage.
	 */
	private const CONSENT = 'functional';

	/**
	 * Lets WordPress know.
	 *
	 * @param string $basename The plugin's file below the plugins' folder.
	 */
	public function hook( string $basename ): void {
		add_action( 'wp_enqueue_scripts', array( $this, 'enqueue' ) );
		add_filter( 'script_loader_tag', array( $this, 'add_data' ), 10, 2 );
		add_filter( 'wp_consent_api_registered_' . $basename, '__return_true' );
	}

	/**
	 * Puts the script on the page that is being shown.
	 */
	public function enqueue(): void {
		$credentials = Settings::credentials();
		/**
		 * Whether the widget is on this page. Give false to leave a page out.
		 *
		 * @param bool $show Whether it is shown.
		 */
		if ( null === $credentials || ! Connection::is_made() || ! apply_filters( 'trulybot_show_widget', Settings::all()['widget'] ) ) {
			return;
		}
		$source = $credentials->server() . '/api/widget/woocommerce.js';
		if ( ! function_exists( 'wp_has_consent' ) ) {
			// phpcs:disable WordPress.WP.EnqueuedResourceParameters.MissingVersion -- The server says how long it may be kept.
			wp_enqueue_script(
				self::HANDLE,
				$source,
				array(),
				null,
				array(
					'strategy'  => 'async',
					'in_footer' => true,
				)
			);
			// phpcs:enable
			return;
		}
		// Pages may come out of a cache that knows no shopper, so that the browser decides.
		wp_register_script( self::HANDLE, false, wp_script_is( 'wp-consent-api', 'registered' ) ? array( 'wp-consent-api' ) : array(), Plugin::VERSION, true );
		wp_add_inline_script( self::HANDLE, $this->loader( $source, self::data() ) );
		wp_enqueue_script( self::HANDLE );
	}

	/**
	 * Says on the tag whose widget it is.
	 *
	 * @param mixed $tag    The tag.
	 * @param mixed $handle Its name.
	 * @return mixed
	 */
	public function add_data( $tag, $handle ) {
		if ( self::HANDLE !== $handle || ! is_string( $tag ) || function_exists( 'wp_has_consent' ) ) {
			return $tag;
		}
		$attributes = '';
		foreach ( self::data() as $name => $value ) {
			$attributes .= sprintf( ' data-%s="%s"', $name, esc_attr( $value ) );
		}
		if ( 1 !== preg_match( '/\sasync[\s=>]/', $tag ) ) {
			// WordPress before 6.3 knows no strategy.
			$attributes = ' async' . $attributes;
		}
		return preg_replace( '/(?=\ssrc=)/', str_replace( array( '\\', '$' ), array( '\\\\', '\\$' ), $attributes ), $tag, 1 );
	}

	/**
	 * What the widget needs to know: whose it is, and of which shop.
	 *
	 * @return array<string, string>
	 */
	private static function data(): array {
		return array(
			'user'  => Settings::all()['user_id'],
			'store' => Connection::store_url(),
		);
	}

	/**
	 * A line of JavaScript that loads the widget as soon as the shopper consents, or at once where that was before.
	 *
	 * @param string                $source The widget's address.
	 * @param array<string, string> $data   What the widget needs to know.
	 */
	private function loader( string $source, array $data ): string {
		$json = static function ( $value ): string {
			return (string) wp_json_encode( $value, JSON_HEX_TAG | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES );
		};
		return '(function(){var done=false;function load(){'
			. 'if(done||typeof window.wp_has_consent!=="function"||!window.wp_has_consent(' . $json( self::CONSENT ) . '))return;'
			. 'done=true;var s=document.createElement("script");s.async=true;s.src=' . $json( $source ) . ';'
			. 'Object.assign(s.dataset,' . $json( $data ) . ');document.body.appendChild(s)}'
			. '["wp_listen_for_consent_change","wp_consent_type_defined","DOMContentLoaded"].forEach(function(e){'
			. 'document.addEventListener(e,function(){setTimeout(load,0)})});load()})();';
	}
}
