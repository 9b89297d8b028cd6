<?php
/**
 * A shop without WooCommerce.
 *
 * @package TrulyBot\WooCommerce\Tests
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce\Tests;

use TrulyBot\WooCommerce\Shop;

/**
 * WooCommerce's part, played in memory. What a database would compare laxly is compared laxly here, too.
 */
final class Fake_Shop implements Shop {

	/** @var array<int, array{ends: string, user: int}> The API keys that exist. */
	public $keys = array();

	/** @var bool Whether keys can be stored. */
	public $stores_keys = true;

	/** @var array<int, array<string, mixed>> Orders: id, number, email, status, meta, view. */
	public $orders = array();

	/** @var bool Whether a plugin shows other numbers than ids. */
	public $own_numbers = false;

	/** @var array<int, array{time: int, hook: string, args: array<int, mixed>}> What waits to be run. */
	public $scheduled = array();

	/** @var string[] */
	public $log = array();

	/** @var string[] Which searches were made. */
	public $searches = array();

	/** @var bool Whether scheduling fails. */
	public $breaks = false;

	/** @var int */
	private $last_id = 0;

	public function email(): string {
		return 'shop@shop.test';
	}

	public function create_api_key( int $user_id ): ?array {
		if ( ! $this->stores_keys ) {
			return null;
		}
		++$this->last_id;
		$this->keys[ $this->last_id ] = array(
			'ends' => 'end-' . $this->last_id,
			'user' => $user_id,
		);
		return array(
			'id'     => $this->last_id,
			'ends'   => 'end-' . $this->last_id,
			'key'    => 'ck_' . $this->last_id,
			'secret' => 'cs_' . $this->last_id,
		);
	}

	public function delete_api_key( int $id, string $ends ): void {
		if ( isset( $this->keys[ $id ] ) && $this->keys[ $id ]['ends'] === $ends ) {
			unset( $this->keys[ $id ] );
		}
	}

	public function has_own_numbers(): bool {
		return $this->own_numbers;
	}

	public function add( int $id, string $email, string $status = 'processing', ?string $number = null, array $meta = array(), array $view = array() ): void {
		$this->orders[ $id ] = array(
			'id'     => $id,
			'number' => $number ?? (string) $id,
			'email'  => $email,
			'status' => $status,
			'meta'   => $meta,
			'view'   => $view,
		);
	}

	public function orders( array $ids ): array {
		return array_intersect_key( $this->orders, array_flip( $ids ) );
	}

	public function ids_by_meta( array $keys, array $numbers, int $limit ): array {
		$this->searches[] = 'meta';
		$ids              = array();
		foreach ( $this->orders as $order ) {
			if ( array() !== array_intersect( array_map( 'strtoupper', array_intersect_key( $order['meta'], array_flip( $keys ) ) ), $numbers ) ) {
				$ids[] = $order['id'];
			}
		}
		rsort( $ids );
		return array_slice( $ids, 0, $limit );
	}

	public function ids_by_email( string $email, int $limit ): array {
		$this->searches[] = 'email';
		$ids              = array();
		$lax              = static function ( string $text ): string {
			return rtrim( str_replace( array( 'ä', 'é' ), array( 'a', 'e' ), strtolower( $text ) ) );
		};
		foreach ( $this->orders as $order ) {
			if ( $lax( $order['email'] ) === $lax( $email ) ) {
				$ids[] = $order['id'];
			}
		}
		rsort( $ids );
		return array_slice( $ids, 0, $limit );
	}

	public function view( int $id ): ?array {
		return isset( $this->orders[ $id ] )
			? array(
				'order'        => array_merge( array( 'id' => $id ), $this->orders[ $id ]['view'] ),
				'refunds'      => array(),
				'fulfillments' => array(),
			)
			: null;
	}

	public function schedule( int $time, string $hook, array $args ): int {
		if ( $this->breaks ) {
			throw new \RuntimeException( 'no table' );
		}
		$this->scheduled[] = array(
			'time' => $time,
			'hook' => $hook,
			'args' => $args,
		);
		return count( $this->scheduled );
	}

	public function is_scheduled( string $hook, array $args ): bool {
		foreach ( $this->scheduled as $action ) {
			if ( $action['hook'] === $hook && $action['args'] === $args ) {
				return true;
			}
		}
		return false;
	}

	public function unschedule( string $hook, ?array $args ): void {
		$this->scheduled = array_values(
			array_filter(
				$this->scheduled,
				static function ( array $action ) use ( $hook, $args ): bool {
					return $action['hook'] !== $hook || ( null !== $args && $action['args'] !== $args );
				}
			)
		);
	}

	public function log( string $message ): void {
		$this->log[] = $message;
	}

	/** Runs what waits first, as the background would. */
	public function run_next(): void {
		$action = array_shift( $this->scheduled );
		do_action_ref_array( $action['hook'], $action['args'] );
	}
}
