<?php
/**
 * A real WordPress with an empty database, and the plugin in it with a fake for WooCommerce. run-tests.sh tells where
 * WordPress and the database are.
 *
 * @package TrulyBot\WooCommerce\Tests
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

// WordPress is older than some of the PHPs that it is run on.
error_reporting( E_ALL & ~E_DEPRECATED & ~E_USER_DEPRECATED );

define( 'TRULYBOT_PLUGIN', dirname( __DIR__, 2 ) );
define( 'ABSPATH', rtrim( (string) getenv( 'TRULYBOT_WORDPRESS' ), '/' ) . '/' );
define( 'DB_NAME', 'trulybot_test' );
define( 'DB_USER', (string) getenv( 'TRULYBOT_DB_USER' ) );
define( 'DB_PASSWORD', '' );
define( 'DB_HOST', 'localhost:' . getenv( 'TRULYBOT_DB_SOCKET' ) );
define( 'DB_CHARSET', 'utf8mb4' );
define( 'DB_COLLATE', '' );
foreach ( array( 'AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE' ) as $trulybot_salt ) {
	define( $trulybot_salt . '_KEY', 'test' );
	define( $trulybot_salt . '_SALT', 'test' );
}
define( 'WP_CONTENT_DIR', (string) getenv( 'TRULYBOT_CONTENT' ) );
define( 'WP_HOME', 'https://shop.test' );
define( 'WP_SITEURL', 'https://shop.test' );
define( 'WP_DEBUG', false );
define( 'DISABLE_WP_CRON', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', false );
define( 'WP_INSTALLING', true );
if ( 'make' === getenv( 'TRULYBOT_NETWORK' ) ) {
	define( 'WP_INSTALLING_NETWORK', true );
} elseif ( 'use' === getenv( 'TRULYBOT_NETWORK' ) ) {
	define( 'MULTISITE', true );
	define( 'SUBDOMAIN_INSTALL', false );
	define( 'DOMAIN_CURRENT_SITE', 'shop.test' );
	define( 'PATH_CURRENT_SITE', '/' );
	define( 'SITE_ID_CURRENT_SITE', 1 );
	define( 'BLOG_ID_CURRENT_SITE', 1 );
}
global $table_prefix;
$table_prefix              = 'wp_';
$_SERVER['HTTP_HOST']      = 'shop.test';
$_SERVER['HTTPS']          = 'on';
$_SERVER['SERVER_NAME']    = 'shop.test';
$_SERVER['REQUEST_METHOD'] = 'GET';
$_SERVER['REQUEST_URI']    = '/';
$PHP_SELF                  = '/index.php';
$GLOBALS['PHP_SELF']       = '/index.php';
$_SERVER['PHP_SELF']       = '/index.php';

// WordPress's files expect to be loaded at the top: what they set there are globals.
foreach ( array( 'wp', 'wpdb', 'wp_query', 'wp_the_query', 'wp_rewrite', 'wp_version', 'wp_db_version', 'required_php_version', 'required_mysql_version', 'tinymce_version', 'wp_local_package', 'wp_filter', 'wp_actions', 'wp_filters', 'wp_current_filter', 'wp_object_cache', 'wp_roles', 'wp_locale', 'wp_embed', 'wp_widget_factory', 'wp_plugin_paths', 'wp_textdomain_registry', 'wp_theme_directories', 'shortcode_tags', 'allowedposttags', 'allowedtags', 'allowedentitynames', 'allowedxmlentitynames', 'blog_id', 'current_user', 'pagenow', 'wp_locale_switcher', 'locale', 'l10n', 'l10n_unloaded', 'wp_settings_errors', 'current_site', 'current_blog', 'domain', 'path', 'public', 'site_id', 'switched', '_wp_switched_stack', 'is_apache', 'is_nginx', 'is_IIS', 'is_iis7' ) as $trulybot_global ) {
	global ${$trulybot_global};
}
require ABSPATH . 'wp-settings.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter( 'pre_wp_mail', '__return_true' );
if ( ! is_blog_installed() ) {
	wp_install( 'Tëst & "Shop"', 'admin', 'admin@shop.test', true, '', 'admin-local' );
}
if ( 'make' === getenv( 'TRULYBOT_NETWORK' ) ) {
	require_once ABSPATH . 'wp-admin/includes/network.php';
	foreach ( $wpdb->tables( 'ms_global' ) as $trulybot_name => $trulybot_table ) {
		$wpdb->$trulybot_name = $trulybot_table;
	}
	install_network();
	populate_network( 1, 'shop.test', 'admin@shop.test', 'Network', '/', false );
	exit( 0 );
}
wp_installing( false );
require_once ABSPATH . 'wp-admin/includes/admin.php';

/** What WooCommerce would have added. */
get_role( 'administrator' )->add_cap( 'manage_woocommerce' );

require_once TRULYBOT_PLUGIN . '/trulybot-for-woocommerce.php';
require_once dirname( __DIR__ ) . '/class-fake-shop.php';
require_once __DIR__ . '/class-wordpress-test-case.php';
