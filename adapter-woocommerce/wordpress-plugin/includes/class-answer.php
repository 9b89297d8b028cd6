<?php
/**
 * What TrulyBot answered.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * TrulyBot's answer to a request, or why there was none.
 */
final class Answer {

	/**
	 * The HTTP status; 0 when nothing came back.
	 *
	 * @var int
	 */
	private $status;

	/**
	 * The answer's JSON.
	 *
	 * @var array<string, mixed>
	 */
	private $data;

	/**
	 * Seconds that TrulyBot asks to wait.
	 *
	 * @var int
	 */
	private $retry_after;

	/**
	 * Makes an answer.
	 *
	 * @param int                  $status      The HTTP status; 0 when nothing came back.
	 * @param array<string, mixed> $data        The answer's JSON.
	 * @param int                  $retry_after Seconds that TrulyBot asks to wait.
	 */
	public function __construct( int $status, array $data, int $retry_after = 0 ) {
		$this->status      = $status;
		$this->data        = $data;
		$this->retry_after = $retry_after;
	}

	/**
	 * A problem of our own, told as TrulyBot tells its own.
	 *
	 * @param string $code   A code that Problems knows.
	 * @param string $detail What is known beside it.
	 */
	public static function problem( string $code, string $detail = '' ): self {
		return new self(
			0,
			array(
				'code'   => $code,
				'detail' => $detail,
			)
		);
	}

	/**
	 * Whether TrulyBot did what was asked.
	 */
	public function is_ok(): bool {
		return $this->status >= 200 && $this->status < 300;
	}

	/**
	 * The HTTP status; 0 when nothing came back.
	 */
	public function status(): int {
		return $this->status;
	}

	/**
	 * The problem's stable code, '' when there is none.
	 */
	public function code(): string {
		if ( $this->is_ok() ) {
			return '';
		}
		// Every problem of TrulyBot's has a code: what has none comes from someone else at that address.
		return is_string( $this->data['code'] ?? null ) ? $this->data['code'] : 'plugin_not_trulybot';
	}

	/**
	 * The problem in TrulyBot's words, '' when there are none.
	 */
	public function detail(): string {
		return is_string( $this->data['detail'] ?? null ) ? $this->data['detail'] : '';
	}

	/**
	 * Seconds that TrulyBot asks to wait.
	 */
	public function retry_after(): int {
		return $this->retry_after;
	}

	/**
	 * The connection as TrulyBot knows it.
	 *
	 * @return array<string, mixed>
	 */
	public function integration(): array {
		return is_array( $this->data['integration'] ?? null ) ? $this->data['integration'] : array();
	}
}
