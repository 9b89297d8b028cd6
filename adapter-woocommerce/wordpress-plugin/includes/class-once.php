<?php
/**
 * Things that may happen once.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * Claims a name for a while: of two that claim the same one at the same moment, one gets it. Names are rows of the
 * options table, whose names are unique; object caches, which may lose or delay what is put into them, are not asked.
 */
final class Once {

	/** All rows begin so. The underscore keeps them apart from the plugin's settings. */
	public const PREFIX = '_trulybot_once_';

	/** Old rows that one clean-up takes away. */
	private const SWEEP = 500;

	/**
	 * Claims a name.
	 *
	 * @param string $name  Anything; it is hashed.
	 * @param int    $until Unix seconds, when it may be claimed again.
	 * @return bool|null False when someone has it, null when the database could not tell.
	 */
	public static function claim( string $name, int $until ): ?bool {
		global $wpdb;
		// phpcs:disable WordPress.DB.DirectDatabaseQuery -- add_option() asks the object cache first.
		$rows = $wpdb->query(
			$wpdb->prepare(
				"INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, %s, 'no')",
				self::row( $name ),
				(string) $until
			)
		);
		// phpcs:enable
		if ( 0 === wp_rand( 0, 49 ) ) {
			self::sweep();
		}
		return false === $rows ? null : 1 === (int) $rows;
	}

	/**
	 * Gives a name back before its time.
	 *
	 * @param string $name As it was claimed.
	 */
	public static function release( string $name ): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See claim().
		$wpdb->delete( $wpdb->options, array( 'option_name' => self::row( $name ) ) );
	}

	/**
	 * Takes away names whose time is over. They are read first and removed one by one by their ids: removing them by a
	 * range would lock out those who claim one at that moment.
	 */
	public static function sweep(): void {
		global $wpdb;
		// phpcs:disable WordPress.DB.DirectDatabaseQuery -- See claim().
		$ids = $wpdb->get_col(
			$wpdb->prepare(
				"SELECT option_id FROM {$wpdb->options} WHERE option_name LIKE %s AND CAST(option_value AS UNSIGNED) < %d LIMIT %d",
				$wpdb->esc_like( self::PREFIX ) . '%',
				time(),
				self::SWEEP
			)
		);
		foreach ( $ids as $id ) {
			$wpdb->delete( $wpdb->options, array( 'option_id' => (int) $id ) );
		}
		// phpcs:enable
	}

	/**
	 * The row's name. Hashed, since the column's collation takes A for a.
	 *
	 * @param string $name As it is claimed.
	 */
	private static function row( string $name ): string {
		return self::PREFIX . hash( 'sha256', $name );
	}
}
