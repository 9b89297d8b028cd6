<?php
/**
 * Finds the plugin's classes: TrulyBot\WooCommerce\Order_Finder is in class-order-finder.php.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

spl_autoload_register(
	static function ( string $name ): void {
		if ( 0 !== strncmp( $name, __NAMESPACE__ . '\\', strlen( __NAMESPACE__ ) + 1 ) ) {
			return;
		}
		$file = strtolower( str_replace( '_', '-', substr( $name, strlen( __NAMESPACE__ ) + 1 ) ) );
		foreach ( array( 'class-', 'interface-' ) as $kind ) {
			$path = __DIR__ . '/' . $kind . $file . '.php';
			if ( is_file( $path ) ) {
				require_once $path;
				return;
			}
		}
	}
);
