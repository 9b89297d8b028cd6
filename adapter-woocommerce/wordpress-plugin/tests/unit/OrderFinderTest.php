<?php
declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use PHPUnit\Framework\TestCase;
use TrulyBot\WooCommerce\Order_Finder;

final class OrderFinderTest extends TestCase {

	/** @var Fake_Shop */
	private $shop;

	protected function setUp(): void {
		$this->shop = new Fake_Shop();
	}

	private function find( string $number, string $email = 'ann@shop.test' ): ?int {
		return ( new Order_Finder( $this->shop ) )->find( $number, $email );
	}

	public function test_finds_by_id_where_ids_are_the_numbers_and_searches_nothing(): void {
		$this->shop->add( 15, 'ann@shop.test' );
		self::assertSame( 15, $this->find( '15' ) );
		self::assertSame( 15, $this->find( ' #15 ' ) );
		self::assertNull( $this->find( '16' ) );
		self::assertNull( $this->find( 'EU-15' ) );
		self::assertSame( array(), $this->shop->searches );
	}

	public function test_another_address_finds_nothing(): void {
		$this->shop->add( 15, 'Ann@Shop.test' );
		self::assertSame( 15, $this->find( '15', 'aNN@shop.TEST' ) );
		foreach ( array( 'bob@shop.test', 'ann@shop.test ', 'änn@shop.test', 'ann@shop.tes', '' ) as $other ) {
			self::assertNull( $this->find( '15', $other ), $other );
		}
	}

	public function test_only_ascii_letters_are_the_same_in_both_cases(): void {
		$this->shop->add( 15, 'ÄNN@shop.test' );
		self::assertNull( $this->find( '15', 'änn@shop.test' ) );
		self::assertSame( 15, $this->find( '15', 'ÄNN@SHOP.test' ) );
	}

	public function test_an_order_without_address_is_nobodys(): void {
		$this->shop->add( 15, '' );
		self::assertNull( $this->find( '15', '' ) );
	}

	public function test_what_is_in_the_bin_or_not_placed_yet_is_not_found(): void {
		foreach ( array( 'trash', 'checkout-draft', 'auto-draft', 'draft', 'new' ) as $id => $status ) {
			$this->shop->add( 20 + $id, 'ann@shop.test', $status );
			self::assertNull( $this->find( (string) ( 20 + $id ) ), $status );
		}
		$this->shop->add( 30, 'ann@shop.test', 'a-plugins-own' );
		self::assertSame( 30, $this->find( '30' ) );
	}

	public function test_the_shown_number_counts_and_not_the_id(): void {
		$this->shop->own_numbers = true;
		$this->shop->add( 15, 'ann@shop.test', 'processing', '5', array( '_order_number' => '5' ) );
		$this->shop->add( 21, 'ann@shop.test', 'processing', '15', array( '_order_number' => '15' ) );
		self::assertSame( 21, $this->find( '15' ) );
		self::assertSame( 15, $this->find( '5' ) );
		self::assertNull( $this->find( '21' ) );
		self::assertNotContains( 'email', array_slice( $this->shop->searches, 0, 2 ) );
	}

	public function test_numbers_that_are_nowhere_stored_are_found_among_the_addresss_orders(): void {
		$this->shop->own_numbers = true;
		$this->shop->add( 15, 'ann@shop.test', 'processing', 'WEB-1015' );
		$this->shop->add( 16, 'bob@shop.test', 'processing', 'WEB-1016' );
		self::assertSame( 15, $this->find( 'web-1015' ) );
		self::assertSame( 15, $this->find( '#WEB-1015' ) );
		self::assertNull( $this->find( 'WEB-1016' ) );
	}

	public function test_digits_alone_find_a_number_with_prefix_or_suffix_but_not_parts_of_it(): void {
		$this->shop->own_numbers = true;
		$this->shop->add( 15, 'ann@shop.test', 'processing', 'WEB-1015/X' );
		$this->shop->add( 16, 'ann@shop.test', 'processing', '2026-77' );
		self::assertSame( 15, $this->find( '1015' ) );
		self::assertNull( $this->find( '101' ) );
		self::assertNull( $this->find( '01015' ) );
		self::assertNull( $this->find( '77' ) );
		self::assertNull( $this->find( '202677' ) );
		self::assertNull( $this->find( 'WEB-1015' ) );
		self::assertSame( 16, $this->find( '2026-77' ) );
	}

	public function test_the_exact_number_comes_before_a_similar_one_and_the_newest_before_older_ones(): void {
		$this->shop->own_numbers = true;
		$this->shop->add( 40, 'ann@shop.test', 'processing', '77' );
		$this->shop->add( 41, 'ann@shop.test', 'processing', 'A-77' );
		$this->shop->add( 42, 'ann@shop.test', 'processing', 'B-88' );
		$this->shop->add( 43, 'ann@shop.test', 'processing', 'C-88' );
		self::assertSame( 40, $this->find( '77' ) );
		self::assertSame( 43, $this->find( '88' ) );
	}

	public function test_letters_of_other_alphabets_are_numbers_too(): void {
		$this->shop->own_numbers = true;
		$this->shop->add( 15, 'ann@shop.test', 'processing', 'Größe-7' );
		self::assertSame( 15, $this->find( 'GRÖßE-7' === mb_strtoupper( 'Größe-7' ) ? 'GRÖßE-7' : 'größe-7' ) );
	}

	public function test_nothing_and_far_too_large_numbers_find_nothing(): void {
		$this->shop->add( 15, 'ann@shop.test' );
		foreach ( array( '', '#', '  ', str_repeat( '9', 30 ), '0', '-15', '15.0', '1e1' ) as $number ) {
			self::assertNull( $this->find( $number ), $number );
		}
	}
}
