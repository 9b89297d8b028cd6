<?php
/**
 * Runs when the plugin is deleted: nothing of it stays.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

require_once __DIR__ . '/includes/autoload.php';

if ( is_multisite() ) {
	$trulybot_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $trulybot_sites as $trulybot_site ) {
		switch_to_blog( (int) $trulybot_site );
		Leftovers::delete_all();
		restore_current_blog();
	}
} else {
	Leftovers::delete_all();
}
