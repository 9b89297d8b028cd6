<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use PHPUnit\Framework\TestCase;
use TrulyBot\WooCommerce\Plugin;

final class PackageTest extends TestCase {

	private function text( string $file ): string {
		return (string) file_get_contents( TRULYBOT_PLUGIN . '/' . $file );
	}

	public function test_the_version_is_the_same_wherever_it_stands(): void {
		preg_match( '/^ \* Version: +(\S+)$/m', $this->text( 'trulybot-for-woocommerce.php' ), $header );
		preg_match( '/^Stable tag: (\S+)$/m', $this->text( 'readme.txt' ), $readme );
		preg_match( '~<artifactId>trulybot-integrations</artifactId>\s*<version>([^<]+?)(?:-SNAPSHOT)?</version>~', $this->text( '../pom.xml' ), $project );
		self::assertSame( array( Plugin::VERSION, Plugin::VERSION, Plugin::VERSION ), array( $header[1], $readme[1], $project[1] ) );
	}

	public function test_the_readme_says_what_the_header_says(): void {
		foreach ( array( 'Requires at least', 'Requires PHP', 'License' ) as $name ) {
			preg_match( '/^(?: \* )?' . $name . ': +(.+)$/m', $this->text( 'trulybot-for-woocommerce.php' ), $header );
			preg_match( '/^' . $name . ': +(.+)$/m', $this->text( 'readme.txt' ), $readme );
			self::assertSame( $header[1], $readme[1], $name );
		}
	}

	public function test_the_server_that_is_filled_in_while_serving_is_empty_as_built(): void {
		self::assertSame( "<?php return '';\n", $this->text( 'server.php' ) );
	}

	public function test_every_file_is_strict_and_cannot_be_called_from_outside(): void {
		foreach ( array_merge( glob( TRULYBOT_PLUGIN . '/*.php' ), glob( TRULYBOT_PLUGIN . '/includes/*.php' ) ) as $file ) {
			if ( 'server.php' === basename( $file ) ) {
				continue;
			}
			$text = (string) file_get_contents( $file );
			self::assertStringContainsString( 'declare(strict_types=1);', $text, $file );
			if ( 1 !== preg_match( '/^(?:final )?(?:class|interface) \w+/m', $text ) && 'autoload.php' !== basename( $file ) ) {
				self::assertMatchesRegularExpression( '/^defined\( .(?:ABSPATH|WP_UNINSTALL_PLUGIN). \) \|\| exit;$/m', $text, $file );
			}
		}
	}
}
