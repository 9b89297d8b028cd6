<?php
/**
 * The plugin as a whole.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

use Automattic\WooCommerce\Utilities\FeaturesUtil;

/**
 * Puts the parts together.
 */
final class Plugin {

	public const VERSION = '0.1.0';

	/** As long as a deactivation waits for TrulyBot, for each site. */
	private const DEACTIVATION_SECONDS = 5;

	/**
	 * Lets WordPress know.
	 *
	 * @param string $file The plugin's main file.
	 */
	public static function load( string $file ): void {
		register_deactivation_hook( $file, array( self::class, 'deactivate' ) );
		add_action(
			'before_woocommerce_init',
			static function () use ( $file ): void {
				if ( class_exists( FeaturesUtil::class ) ) {
					FeaturesUtil::declare_compatibility( 'custom_order_tables', $file, true );
					FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', $file, true );
				}
			}
		);
		add_action(
			'init',
			static function () use ( $file ): void {
				load_plugin_textdomain( 'trulybot-for-woocommerce', false, dirname( plugin_basename( $file ) ) . '/languages' );
			}
		);
		add_action(
			'plugins_loaded',
			static function () use ( $file ): void {
				if ( class_exists( 'WooCommerce' ) ) {
					self::start( new Woo_Shop(), plugin_basename( $file ) );
				}
			}
		);
	}

	/**
	 * Starts all parts.
	 *
	 * @param Shop   $shop     The shop that runs here.
	 * @param string $basename The plugin's file below the plugins' folder.
	 */
	public static function start( Shop $shop, string $basename ): void {
		( new Orders_Route( $shop ) )->hook();
		( new Order_Events( $shop ) )->hook();
		( new Widget() )->hook( $basename );
		if ( is_admin() ) {
			( new Settings_Page( $shop ) )->hook( $basename );
		}
	}

	/**
	 * Ends the connection when the plugin is switched off: the shop's key is revoked and TrulyBot is told. In a network,
	 * for each site.
	 *
	 * @param mixed $network_wide Whether it is switched off for all sites at once.
	 */
	public static function deactivate( $network_wide = false ): void {
		$sites = is_multisite() && true === $network_wide
			? get_sites(
				array(
					'fields' => 'ids',
					'number' => 0,
				)
			)
			: array( 0 );
		foreach ( $sites as $site ) {
			if ( 0 !== $site ) {
				switch_to_blog( (int) $site );
			}
			// Leftovers::delete_api_key() and the scheduler's own checks make this safe where WooCommerce is gone.
			if ( array() !== Connection::state() ) {
				( new Connection( new Woo_Shop() ) )->disconnect( self::DEACTIVATION_SECONDS );
			}
			if ( 0 !== $site ) {
				restore_current_blog();
			}
		}
	}
}
