<?php
/**
 * Asking TrulyBot.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * Sends signed requests to TrulyBot.
 */
final class Server {

	/** No answer of TrulyBot's is longer. */
	private const MAX_ANSWER = 262144;

	/**
	 * Who asks, and whom.
	 *
	 * @var Credentials
	 */
	private $credentials;

	/**
	 * Makes a client.
	 *
	 * @param Credentials $credentials Who asks, and whom.
	 */
	public function __construct( Credentials $credentials ) {
		$this->credentials = $credentials;
	}

	/**
	 * Sends a request and waits for its answer.
	 *
	 * @param string               $path    Below the server's address, such as /api/integrations/woocommerce/test.
	 * @param array<string, mixed> $message Sent as JSON.
	 * @param int                  $seconds To wait at most.
	 */
	public function post( string $path, array $message, int $seconds ): Answer {
		$server = $this->credentials->server();
		$signed = (string) wp_parse_url( $server, PHP_URL_PATH ) . $path;
		$body   = (string) wp_json_encode( $message, JSON_UNESCAPED_SLASHES );
		$args   = array(
			'timeout'             => $seconds,
			'redirection'         => 0,
			'limit_response_size' => self::MAX_ANSWER,
			'headers'             => array_merge(
				Signature::headers( $this->credentials, 'POST', $signed, $body ),
				array(
					'Content-Type' => 'application/json',
					'Accept'       => 'application/json',
				)
			),
			'body'                => $body,
		);
		// The safe one refuses this machine's own addresses, where a developer's server is.
		$response = Credentials::is_local( (string) wp_parse_url( $server, PHP_URL_HOST ) )
			? wp_remote_post( $server . $path, $args )
			: wp_safe_remote_post( $server . $path, $args );
		if ( is_wp_error( $response ) ) {
			return Answer::problem( 'plugin_unreachable', $response->get_error_message() );
		}
		$status = (int) wp_remote_retrieve_response_code( $response );
		$data   = json_decode( wp_remote_retrieve_body( $response ), true );
		$data   = is_array( $data ) ? $data : array();
		return new Answer( $status, $data, self::seconds( wp_remote_retrieve_header( $response, 'retry-after' ) ) );
	}

	/**
	 * The seconds of a Retry-After header, 0 when it says none.
	 *
	 * @param string|array<string> $header As WordPress gives it.
	 */
	private static function seconds( $header ): int {
		return is_string( $header ) && ctype_digit( $header ) ? min( (int) $header, DAY_IN_SECONDS ) : 0;
	}
}
