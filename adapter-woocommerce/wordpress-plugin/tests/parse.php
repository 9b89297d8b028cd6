<?php
/**
 * Reads every file and compiles every class of the plugin in one process, for PHPs that start slowly.
 *
 * @package TrulyBot\WooCommerce\Tests
 */

declare(strict_types=1);

$trulybot_root = dirname( __DIR__ );
require $trulybot_root . '/includes/autoload.php';
$trulybot_count = 0;
foreach ( array( '/*.php', '/includes/*.php', '/tests/*.php', '/tests/*/*.php' ) as $trulybot_pattern ) {
	foreach ( glob( $trulybot_root . $trulybot_pattern ) as $trulybot_file ) {
		// Throws where a file is no PHP of this version.
		token_get_all( (string) file_get_contents( $trulybot_file ), TOKEN_PARSE );
		++$trulybot_count;
		if ( 1 === preg_match( '~/includes/(?:class|interface)-(.+)\.php$~', $trulybot_file, $trulybot_name ) ) {
			$trulybot_class = 'TrulyBot\\WooCommerce\\' . str_replace( '-', '_', $trulybot_name[1] );
			if ( ! class_exists( $trulybot_class ) && ! interface_exists( $trulybot_class ) ) {
				throw new RuntimeException( "$trulybot_class is not in $trulybot_file" );
			}
		}
	}
}
echo "$trulybot_count files are PHP " . PHP_VERSION . "\n";
