<?php
/**
 * Finding an order.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * Finds the order that has both this number and this address. Numbers are compared as the shop shows them, whatever
 * plugin made them. What the database answers is only a suggestion: its comparisons are laxer than ours.
 */
final class Order_Finder {

	/** Orders that are none yet, or no more. */
	private const HIDDEN = array( 'trash', 'auto-draft', 'checkout-draft', 'draft', 'new', '' );

	/** Where numbering plugins keep the numbers they give. */
	private const META_KEYS = array(
		'_order_number',
		'_order_number_formatted',
		'_alg_wc_custom_order_number',
		'_alg_wc_full_custom_order_number',
		'_wcj_order_number',
		'_ywson_custom_number_order_complete',
	);

	/** Orders looked at for one number, and for one address. */
	private const BY_NUMBER = 50;
	private const BY_EMAIL  = 100;

	/**
	 * Where orders are.
	 *
	 * @var Shop
	 */
	private $shop;

	/**
	 * Makes a finder.
	 *
	 * @param Shop $shop Where orders are.
	 */
	public function __construct( Shop $shop ) {
		$this->shop = $shop;
	}

	/**
	 * The order's id.
	 *
	 * @param string $number As the shopper gives it.
	 * @param string $email  As the shopper gives it.
	 * @return int|null Null when no order has both.
	 */
	public function find( string $number, string $email ): ?int {
		$number = self::plain( $number );
		if ( '' === $number || '' === $email ) {
			return null;
		}
		if ( ctype_digit( $number ) && strlen( $number ) <= 18 ) {
			$found = $this->pick( array( (int) $number ), $number, $email );
			if ( null !== $found ) {
				return $found;
			}
		}
		if ( ! $this->shop->has_own_numbers() ) {
			return null;
		}
		/**
		 * The order meta in which numbering plugins keep their numbers.
		 *
		 * @param string[] $keys Names of meta.
		 */
		$keys = array_values( array_filter( (array) apply_filters( 'trulybot_order_number_meta_keys', self::META_KEYS ), 'is_string' ) );
		$ids  = $this->shop->ids_by_meta( $keys, array_values( array_unique( array( $number, '#' . $number ) ) ), self::BY_NUMBER );
		return $this->pick( $ids, $number, $email )
			// Numbers that are made while they are shown are nowhere in the database, but the address is.
			?? $this->pick( $this->shop->ids_by_email( $email, self::BY_EMAIL ), $number, $email );
	}

	/**
	 * The order that is meant: the exact number before one with a prefix or suffix, the newest before older ones.
	 *
	 * @param int[]  $ids    Candidates.
	 * @param string $number Plain.
	 * @param string $email  As the shopper gives it.
	 */
	private function pick( array $ids, string $number, string $email ): ?int {
		$similar = null;
		$orders  = array() === $ids ? array() : $this->shop->orders( $ids );
		krsort( $orders );
		foreach ( $orders as $order ) {
			if ( in_array( $order['status'], self::HIDDEN, true ) || ! self::same_email( $order['email'], $email ) ) {
				continue;
			}
			$shown = self::plain( $order['number'] );
			if ( $shown === $number ) {
				return $order['id'];
			}
			if ( null === $similar && self::same_digits( $shown, $number ) ) {
				$similar = $order['id'];
			}
		}
		return $similar;
	}

	/**
	 * A number without # and blanks before and behind, in capitals: shoppers write eu-7 for EU-7.
	 *
	 * @param string $number As someone writes it.
	 */
	private static function plain( string $number ): string {
		$number = trim( ltrim( trim( $number ), '#' ) );
		return function_exists( 'mb_strtoupper' ) ? mb_strtoupper( $number, 'UTF-8' ) : strtoupper( $number );
	}

	/**
	 * Whether digits alone are all the digits of a number with a prefix or suffix: 1001 and EU-1001.
	 *
	 * @param string $shown  The order's.
	 * @param string $number The shopper's.
	 */
	private static function same_digits( string $shown, string $number ): bool {
		return ctype_digit( $number ) && 1 === preg_match( '/\A[^0-9]*([0-9]+)[^0-9]*\z/', $shown, $digits ) && $digits[1] === $number;
	}

	/**
	 * Whether two addresses are the same, without regard to ASCII case and nothing else. Not strtolower(): before PHP 8
	 * it changes other letters, too, in some locales.
	 *
	 * @param string $one   An address.
	 * @param string $other Another.
	 */
	private static function same_email( string $one, string $other ): bool {
		$lower = static function ( string $text ): string {
			return strtr( $text, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz' );
		};
		return hash_equals( $lower( $one ), $lower( $other ) );
	}
}
