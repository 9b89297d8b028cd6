<?php
/**
 * What the plugin needs of WooCommerce.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * All that the plugin asks of WooCommerce, and no more.
 */
interface Shop {

	/**
	 * The address that the shop writes to its customers from, '' when unknown.
	 */
	public function email(): string;

	/**
	 * Makes a read-only API key.
	 *
	 * @param int $user_id Whose rights it has.
	 * @return array{id: int, ends: string, key: string, secret: string}|null Null when it could not be stored. ends: the key's last characters.
	 */
	public function create_api_key( int $user_id ): ?array;

	/**
	 * Removes an API key that the plugin made. Does nothing when it is gone.
	 *
	 * @param int    $id   The key's id.
	 * @param string $ends The key's last characters.
	 */
	public function delete_api_key( int $id, string $ends ): void;

	/**
	 * Whether a plugin shows numbers that are not the orders' ids.
	 */
	public function has_own_numbers(): bool;

	/**
	 * What is needed to tell whether an order is meant.
	 *
	 * @param int[] $ids Orders' ids.
	 * @return array<int, array{id: int, number: string, email: string, status: string}> Those that are orders (no refunds), by id.
	 */
	public function orders( array $ids ): array;

	/**
	 * Orders to which a numbering plugin gave one of these numbers, newest first.
	 *
	 * @param string[] $keys    Names of order meta.
	 * @param string[] $numbers Values.
	 * @param int      $limit   At most.
	 * @return int[] Ids.
	 */
	public function ids_by_meta( array $keys, array $numbers, int $limit ): array;

	/**
	 * Orders of an address, perhaps also of similar ones, newest first.
	 *
	 * @param string $email The address.
	 * @param int    $limit At most.
	 * @return int[] Ids.
	 */
	public function ids_by_email( string $email, int $limit ): array;

	/**
	 * An order as WooCommerce's REST API shows it.
	 *
	 * @param int $id The order's id.
	 * @return array{order: array<string, mixed>, refunds: array<int, mixed>, fulfillments: array<int, mixed>}|null Null when it is gone.
	 */
	public function view( int $id ): ?array;

	/**
	 * Lets something be done later, in the background.
	 *
	 * @param int               $time Unix seconds.
	 * @param string            $hook The action to do.
	 * @param array<int, mixed> $args Its arguments.
	 * @return int Its id; 0 when it could not be scheduled.
	 */
	public function schedule( int $time, string $hook, array $args ): int;

	/**
	 * Whether that is scheduled already and has not begun.
	 *
	 * @param string            $hook The action.
	 * @param array<int, mixed> $args Its arguments.
	 */
	public function is_scheduled( string $hook, array $args ): bool;

	/**
	 * Forgets what was scheduled.
	 *
	 * @param string                 $hook The action.
	 * @param array<int, mixed>|null $args Its arguments; null for all.
	 */
	public function unschedule( string $hook, ?array $args ): void;

	/**
	 * Writes a line into WooCommerce's log.
	 *
	 * @param string $message Without secrets.
	 */
	public function log( string $message ): void;
}
