<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use TrulyBot\WooCommerce\Connection;
use TrulyBot\WooCommerce\Leftovers;
use TrulyBot\WooCommerce\Once;
use TrulyBot\WooCommerce\Plugin;
use TrulyBot\WooCommerce\Settings;
use TrulyBot\WooCommerce\Woo_Shop;

/**
 * What stays when the plugin goes, and the parts of Woo_Shop that need the database alone.
 */
final class LeavingTest extends Wordpress_Test_Case {

	protected function setUp(): void {
		parent::setUp();
		global $wpdb;
		$p = $wpdb->prefix;
		$wpdb->query( "CREATE TABLE IF NOT EXISTS {$p}woocommerce_api_keys (key_id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, user_id bigint, description varchar(200), permissions varchar(10), consumer_key char(64), consumer_secret char(43), truncated_key char(7))" );
		$wpdb->query( "CREATE TABLE IF NOT EXISTS {$p}actionscheduler_actions (action_id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, hook varchar(191))" );
		$wpdb->query( "CREATE TABLE IF NOT EXISTS {$p}actionscheduler_logs (log_id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, action_id bigint)" );
		$wpdb->query( "CREATE TABLE IF NOT EXISTS {$p}actionscheduler_groups (group_id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, slug varchar(255))" );
		foreach ( array( 'woocommerce_api_keys', 'actionscheduler_actions', 'actionscheduler_logs', 'actionscheduler_groups' ) as $table ) {
			$wpdb->query( "TRUNCATE {$p}{$table}" );
		}
		if ( ! function_exists( 'wc_rand_hash' ) ) {
			eval( 'function wc_rand_hash() { return sha1( random_bytes( 20 ) ); } function wc_api_hash( $data ) { return hash_hmac( "sha256", $data, "wc-api" ); }' );
		}
	}

	private function connect_really(): int {
		( new Connection( new Woo_Shop() ) )->connect( $this->credentials() );
		return (int) Connection::state()['api_key_id'];
	}

	/** Everything that the database has. */
	private function everything(): array {
		global $wpdb;
		$all = array();
		foreach ( array( 'options' => 'option_name', 'woocommerce_api_keys' => 'key_id', 'actionscheduler_actions' => 'hook', 'actionscheduler_logs' => 'action_id', 'actionscheduler_groups' => 'slug' ) as $table => $column ) {
			$all[ $table ] = $wpdb->get_col( "SELECT $column FROM {$wpdb->prefix}$table ORDER BY 1" );
		}
		return $all;
	}

	private function uninstall(): void {
		if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
			define( 'WP_UNINSTALL_PLUGIN', 'trulybot-for-woocommerce/trulybot-for-woocommerce.php' );
		}
		require TRULYBOT_PLUGIN . '/uninstall.php';
	}

	public function test_the_key_is_made_as_woocommerce_makes_them(): void {
		global $wpdb;
		$this->connect_really();
		$key  = $wpdb->get_row( "SELECT * FROM {$wpdb->prefix}woocommerce_api_keys", ARRAY_A );
		$sent = $this->asked[0]['body'];
		self::assertSame( array( '1', 'TrulyBot', 'read' ), array( $key['user_id'], $key['description'], $key['permissions'] ) );
		self::assertSame( wc_api_hash( $sent['apiKey'] ), $key['consumer_key'] );
		self::assertSame( $sent['apiSecret'], $key['consumer_secret'] );
		self::assertSame( substr( $sent['apiKey'], -7 ), $key['truncated_key'] );
		self::assertMatchesRegularExpression( '/\Ack_[0-9a-f]{40}\z/', $sent['apiKey'] );
		self::assertMatchesRegularExpression( '/\Acs_[0-9a-f]{40}\z/', $sent['apiSecret'] );
	}

	public function test_deleting_the_plugin_leaves_nothing_and_takes_nothing_of_others(): void {
		global $wpdb;
		$p = $wpdb->prefix;
		$wpdb->insert( $p . 'woocommerce_api_keys', array( 'description' => 'TrulyBot', 'truncated_key' => 'others0' ) );
		$wpdb->insert( $p . 'actionscheduler_actions', array( 'hook' => 'of_others' ) );
		$wpdb->insert( $p . 'actionscheduler_logs', array( 'action_id' => 1 ) );
		$wpdb->insert( $p . 'actionscheduler_groups', array( 'slug' => 'others' ) );
		$before = $this->everything();

		$this->connect_really();
		update_option( Settings::PENDING, array( 'api_key_id' => 99 ), false );
		Once::claim( 'x', time() + 1000 );
		foreach ( array( 'trulybot_push_order', 'trulybot_push_again' ) as $hook ) {
			$wpdb->insert( $p . 'actionscheduler_actions', array( 'hook' => $hook ) );
			$wpdb->insert( $p . 'actionscheduler_logs', array( 'action_id' => $wpdb->insert_id ) );
		}
		$wpdb->insert( $p . 'actionscheduler_groups', array( 'slug' => 'trulybot' ) );
		self::assertNotSame( $before, $this->everything() );

		$this->uninstall();
		self::assertSame( $before, $this->everything() );
	}

	public function test_deleting_the_plugin_works_where_woocommerce_is_gone(): void {
		global $wpdb;
		foreach ( array( 'woocommerce_api_keys', 'actionscheduler_actions', 'actionscheduler_logs', 'actionscheduler_groups' ) as $table ) {
			$wpdb->query( "DROP TABLE {$wpdb->prefix}{$table}" );
		}
		update_option( Settings::CONNECTION, array( 'integration_id' => 'x', 'api_key_id' => 1 ) );
		$wpdb->suppress_errors( false );
		Leftovers::delete_all();
		self::assertSame( '', $wpdb->last_error );
		self::assertSame( array(), Connection::state() );
	}

	public function test_another_key_that_got_the_same_id_is_not_removed(): void {
		global $wpdb;
		$id = $this->connect_really();
		$wpdb->update( $wpdb->prefix . 'woocommerce_api_keys', array( 'truncated_key' => 'another' ), array( 'key_id' => $id ) );
		( new Connection( new Woo_Shop() ) )->disconnect( 1 );
		self::assertSame( array( (string) $id ), $this->everything()['woocommerce_api_keys'] );
	}

	public function test_switching_the_plugin_off_revokes_the_key_and_tells_trulybot(): void {
		$this->connect_really();
		$this->asked = array();
		Plugin::deactivate();
		self::assertSame( array(), $this->everything()['woocommerce_api_keys'] );
		self::assertStringEndsWith( '/disconnect', $this->asked[0]['url'] );
		self::assertSame( array(), Connection::state() );
		$this->asked = array();
		Plugin::deactivate();
		self::assertSame( array(), $this->asked );
	}

	public function test_a_network_is_left_on_each_of_its_sites(): void {
		if ( ! is_multisite() ) {
			self::markTestSkipped( 'This is no network.' );
		}
		$site = wp_insert_site( array( 'domain' => 'shop.test', 'path' => '/two' . wp_rand() . '/', 'network_id' => 1 ) );
		self::assertIsInt( $site );
		$this->connect_really();
		switch_to_blog( $site );
		update_option( 'home', 'https://shop.test/two' );
		update_option( Settings::OPTION, array( 'user_id' => self::USER, 'server' => self::SERVER, 'widget' => true ) );
		update_option( Settings::KEY, self::KEY );
		update_option( Settings::CONNECTION, array( 'integration_id' => self::INTEGRATION, 'store_url' => Connection::store_url(), 'api_key_id' => 5 ) );
		restore_current_blog();
		$this->asked = array();
		Plugin::deactivate( true );
		self::assertCount( 2, $this->asked );
		$this->uninstall_again();
		switch_to_blog( $site );
		self::assertFalse( get_option( Settings::OPTION ) );
		self::assertFalse( get_option( Settings::KEY ) );
		self::assertFalse( get_option( Settings::CONNECTION ) );
		restore_current_blog();
		self::assertFalse( get_option( Settings::KEY ) );
	}

	private function uninstall_again(): void {
		$this->uninstall();
	}

	public function test_orders_in_posts_are_found_by_number_and_by_address(): void {
		$shop = new Woo_Shop();
		$ids  = array();
		$ann  = 'ann' . wp_rand() . '@shop.test';
		$run  = wp_rand( 1000 );
		foreach ( array( ucfirst( $ann ), $ann, 'bob@shop.test' ) as $i => $email ) {
			$ids[] = $id = wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'x' ) );
			add_post_meta( $id, '_billing_email', $email );
			add_post_meta( $id, '_order_number', "$run-$i" );
		}
		self::assertSame( array( $ids[1], $ids[0] ), $shop->ids_by_email( $ann, 10 ) );
		self::assertSame( array( $ids[1] ), $shop->ids_by_email( $ann, 1 ) );
		self::assertSame( array( $ids[2], $ids[1] ), $shop->ids_by_meta( array( '_order_number', '_other' ), array( "$run-1", "$run-2", "x' OR 1=1 -- " ), 10 ) );
		self::assertSame( array(), $shop->ids_by_meta( array(), array( "$run-1" ), 10 ) );
		self::assertSame( 'admin@shop.test', $shop->email() );
		self::assertFalse( $shop->has_own_numbers() );
	}
}
