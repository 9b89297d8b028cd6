<?php
/**
 * What the plugin's plain classes need of WordPress, in a line each: these tests run on every PHP there is.
 *
 * @package TrulyBot\WooCommerce\Tests
 */

declare(strict_types=1);

define( 'TRULYBOT_PLUGIN', dirname( __DIR__, 2 ) );

require_once TRULYBOT_PLUGIN . '/includes/autoload.php';
require_once dirname( __DIR__ ) . '/class-fake-shop.php';

function apply_filters( string $name, $value ) {
	return $value;
}

function __( string $text, string $domain ): string {
	return $text;
}
