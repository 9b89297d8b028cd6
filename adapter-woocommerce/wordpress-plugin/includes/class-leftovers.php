<?php
/**
 * Taking away what the plugin has put into a site.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * Cleans up by the database alone: when a plugin is deleted, WooCommerce may not be there any more.
 */
final class Leftovers {

	/**
	 * Removes everything of the plugin's from this site.
	 */
	public static function delete_all(): void {
		global $wpdb;
		foreach ( array( get_option( Settings::CONNECTION ), get_option( Settings::PENDING ) ) as $made ) {
			if ( is_array( $made ) ) {
				self::delete_api_key( (int) ( $made['api_key_id'] ?? 0 ), (string) ( $made['api_key_ends'] ?? '' ) );
			}
		}
		foreach ( array( Settings::OPTION, Settings::KEY, Settings::CONNECTION, Settings::PENDING ) as $option ) {
			delete_option( $option );
		}
		// phpcs:disable WordPress.DB.DirectDatabaseQuery -- Rows that only the database knows.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( Once::PREFIX ) . '%' ) );
		$actions = $wpdb->prefix . 'actionscheduler_actions';
		$logs    = $wpdb->prefix . 'actionscheduler_logs';
		$groups  = $wpdb->prefix . 'actionscheduler_groups';
		if ( self::has_table( $actions ) ) {
			$hooks = array( Order_Events::PUSH, Order_Events::PUSH_AGAIN );
			// phpcs:disable WordPress.DB.PreparedSQL.InterpolatedNotPrepared, WordPress.DB.PreparedSQLPlaceholders.ReplacementsWrongNumber -- The names come from WordPress, $hooks has two.
			if ( self::has_table( $logs ) ) {
				$wpdb->query( $wpdb->prepare( "DELETE FROM {$logs} WHERE action_id IN (SELECT action_id FROM {$actions} WHERE hook IN (%s, %s))", $hooks ) );
			}
			$wpdb->query( $wpdb->prepare( "DELETE FROM {$actions} WHERE hook IN (%s, %s)", $hooks ) );
			if ( self::has_table( $groups ) ) {
				$wpdb->query( $wpdb->prepare( "DELETE FROM {$groups} WHERE slug = %s", Woo_Shop::GROUP ) );
			}
		}
		// phpcs:enable
	}

	/**
	 * Removes an API key of WooCommerce's that the plugin has made. Does nothing when it is gone.
	 *
	 * @param int    $id   The key's id. Databases give ids out again that were free when they started.
	 * @param string $ends The key's last characters, so that nobody else's is removed.
	 */
	public static function delete_api_key( int $id, string $ends ): void {
		global $wpdb;
		$table = $wpdb->prefix . 'woocommerce_api_keys';
		if ( $id > 0 && self::has_table( $table ) ) {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- WooCommerce has no function that removes a key.
			$wpdb->delete(
				$table,
				array(
					'key_id'        => $id,
					'truncated_key' => $ends,
				),
				array( '%d', '%s' )
			);
		}
	}

	/**
	 * Whether there is such a table.
	 *
	 * @param string $table Its name.
	 */
	private static function has_table( string $table ): bool {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- WordPress has no function that tells.
		return $table === $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $table ) ) );
	}
}
