<?php
/**
 * The page under WooCommerce, TrulyBot.
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

/**
 * Shows the settings and does what its buttons say.
 */
final class Settings_Page {

	public const SLUG       = 'trulybot';
	public const CAPABILITY = 'manage_woocommerce';

	/** The name of the form's action, of its nonce, and of the buttons. */
	public const ACTION = 'trulybot_settings';
	public const BUTTON = 'trulybot_do';

	/** As long as a merchant waits for a disconnection. */
	private const DISCONNECT_SECONDS = 15;

	/**
	 * The shop that is connected.
	 *
	 * @var Shop
	 */
	private $shop;

	/**
	 * Makes the page.
	 *
	 * @param Shop $shop The shop that is connected.
	 */
	public function __construct( Shop $shop ) {
		$this->shop = $shop;
	}

	/**
	 * Lets WordPress know.
	 *
	 * @param string $basename The plugin's file below the plugins' folder.
	 */
	public function hook( string $basename ): void {
		add_action( 'admin_menu', array( $this, 'add_to_menu' ), 70 );
		add_action( 'admin_init', array( $this, 'register' ) );
		add_action( 'admin_post_' . self::ACTION, array( $this, 'handle' ) );
		add_action( 'admin_notices', array( $this, 'notice' ) );
		add_filter( 'plugin_action_links_' . $basename, array( $this, 'add_link' ) );
	}

	/**
	 * Adds the page to WooCommerce's menu.
	 */
	public function add_to_menu(): void {
		add_submenu_page( 'woocommerce', __( 'TrulyBot', 'trulybot-for-woocommerce' ), __( 'TrulyBot', 'trulybot-for-woocommerce' ), self::CAPABILITY, self::SLUG, array( $this, 'render' ) );
	}

	/**
	 * The page's address.
	 */
	public static function url(): string {
		return admin_url( 'admin.php?page=' . self::SLUG );
	}

	/**
	 * Adds a link to the plugin's line in the list of plugins.
	 *
	 * @param mixed $links The links that are there.
	 * @return mixed
	 */
	public function add_link( $links ) {
		if ( is_array( $links ) && current_user_can( self::CAPABILITY ) ) {
			array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'trulybot-for-woocommerce' ) ) );
		}
		return $links;
	}

	/**
	 * Registers the settings and their fields.
	 */
	public function register(): void {
		register_setting(
			self::SLUG,
			Settings::OPTION,
			array(
				'type'              => 'object',
				'sanitize_callback' => array( Settings::class, 'sanitize' ),
				'show_in_rest'      => false,
			)
		);
		register_setting(
			self::SLUG,
			Settings::KEY,
			array(
				'type'              => 'string',
				'sanitize_callback' => array( Settings::class, 'sanitize_key' ),
				'show_in_rest'      => false,
			)
		);
		add_settings_section( 'account', __( 'Your TrulyBot account', 'trulybot-for-woocommerce' ), array( $this, 'render_intro' ), self::SLUG );
		$fields = array(
			'user_id' => __( 'User id', 'trulybot-for-woocommerce' ),
			'key'     => __( 'Connection key', 'trulybot-for-woocommerce' ),
			'server'  => __( 'Server address', 'trulybot-for-woocommerce' ),
		);
		foreach ( $fields as $name => $label ) {
			add_settings_field( $name, $label, array( $this, 'render_' . $name ), self::SLUG, 'account', array( 'label_for' => 'trulybot-' . $name ) );
		}
		add_settings_section( 'widget', __( 'Your shop', 'trulybot-for-woocommerce' ), '__return_null', self::SLUG );
		add_settings_field( 'widget', __( 'Chat', 'trulybot-for-woocommerce' ), array( $this, 'render_widget' ), self::SLUG, 'widget' );
	}

	/**
	 * Does what a button says, and shows the page again.
	 */
	public function handle(): void {
		if ( ! current_user_can( self::CAPABILITY ) ) {
			wp_die( esc_html__( 'You may not change these settings.', 'trulybot-for-woocommerce' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( self::ACTION );
		switch ( sanitize_key( wp_unslash( $_POST[ self::BUTTON ] ?? '' ) ) ) {
			case 'connect':
				$this->store_widget();
				$this->connect();
				break;
			case 'test':
				$this->test();
				break;
			case 'disconnect':
				$this->disconnect();
				break;
			default:
				$this->store_widget();
				self::say( 'saved', __( 'Settings saved.', 'trulybot-for-woocommerce' ), 'success' );
		}
		set_transient( 'settings_errors', get_settings_errors(), 30 );
		wp_safe_redirect( add_query_arg( 'settings-updated', 'true', self::url() ) );
		exit;
	}

	/**
	 * Stores whether the widget is shown.
	 */
	private function store_widget(): void {
		// phpcs:ignore WordPress.Security.NonceVerification.Missing -- handle() has checked it.
		Settings::store_part( array( 'widget' => ! empty( $_POST['trulybot_widget'] ) ) );
	}

	/**
	 * Connects with what was typed in. A key that is left empty stays as it is.
	 */
	private function connect(): void {
		$user_id = self::posted( 'trulybot_user_id' );
		$server  = self::posted( 'trulybot_server' );
		$key     = self::posted( 'trulybot_key' );
		$stored  = get_option( Settings::KEY, '' );
		$key     = '' === $key && is_string( $stored ) ? $stored : $key;
		$wrong   = array(
			'user_id' => '' !== Credentials::clean_user_id( $user_id ) ? '' : __( 'The user id is not complete. It looks like 01234567-89ab-cdef-0123-456789abcdef.', 'trulybot-for-woocommerce' ),
			'key'     => null !== Connection_Key::parse( $key ) ? '' : __( 'The connection key is not complete. It begins with tbk_.', 'trulybot-for-woocommerce' ),
			'server'  => '' !== Credentials::clean_server( $server ) ? '' : __( 'The server address is not one. It begins with https:// and has no question mark.', 'trulybot-for-woocommerce' ),
		);
		foreach ( array_filter( $wrong ) as $field => $text ) {
			self::say( 'wrong_' . $field, $text, 'error' );
		}
		$credentials = Credentials::of( $server, $user_id, $key );
		if ( null === $credentials ) {
			$this->keep_what_is_right( $user_id, $key, $server );
			return;
		}
		$before = Connection::is_made();
		$answer = ( new Connection( $this->shop ) )->connect( $credentials );
		if ( $answer->is_ok() ) {
			self::say( 'connected', __( 'Your shop is connected. Shoppers can ask the chat about their orders now.', 'trulybot-for-woocommerce' ), 'success' );
			return;
		}
		self::say( 'not_connected', Problems::text( $answer ), 'error' );
		if ( $before ) {
			self::say( 'still', __( 'The connection from before is still in place.', 'trulybot-for-woocommerce' ), 'info' );
		}
	}

	/**
	 * Stores the fields that are well-formed, so that nothing has to be typed twice. Not over a connection that works.
	 *
	 * @param string $user_id As typed.
	 * @param string $key     As typed.
	 * @param string $server  As typed.
	 */
	private function keep_what_is_right( string $user_id, string $key, string $server ): void {
		if ( Connection::is_made() ) {
			return;
		}
		Settings::store_part(
			array_filter(
				array(
					'user_id' => Credentials::clean_user_id( $user_id ),
					'server'  => Credentials::clean_server( $server ),
				)
			)
		);
		if ( null !== Connection_Key::parse( $key ) ) {
			update_option( Settings::KEY, trim( $key ), false );
		}
	}

	/**
	 * Lets TrulyBot ask the shop.
	 */
	private function test(): void {
		$answer = ( new Connection( $this->shop ) )->test();
		if ( ! $answer->is_ok() ) {
			self::say( 'test', Problems::text( $answer ), 'error' );
			return;
		}
		$health = $answer->integration()['health'] ?? null;
		$health = is_array( $health ) ? $health : array();
		$code   = is_string( $health['code'] ?? null ) ? $health['code'] : '';
		if ( '' !== $code ) {
			self::say( 'test', Problems::text( Answer::problem( $code ) ), 'error' );
		} elseif ( is_int( $health['answerMillis'] ?? null ) ) {
			self::say(
				'test',
				/* translators: %s: a number of milliseconds */
				sprintf( __( 'TrulyBot reads this shop\'s orders. The shop answered in %s milliseconds.', 'trulybot-for-woocommerce' ), number_format_i18n( $health['answerMillis'] ) ),
				'success'
			);
		} else {
			self::say( 'test', __( 'TrulyBot reads this shop\'s orders.', 'trulybot-for-woocommerce' ), 'success' );
		}
	}

	/**
	 * Ends the connection.
	 */
	private function disconnect(): void {
		$moved  = Connection::has_moved();
		$answer = ( new Connection( $this->shop ) )->disconnect( self::DISCONNECT_SECONDS );
		if ( $answer->is_ok() || $moved || in_array( $answer->code(), array( 'integration_not_found', 'plugin_not_connected' ), true ) ) {
			self::say( 'disconnected', __( 'Your shop is disconnected. Its key is revoked and the chat is gone from your pages.', 'trulybot-for-woocommerce' ), 'success' );
			return;
		}
		self::say(
			'disconnected',
			__( 'Your shop is disconnected here: its key is revoked and the chat is gone from your pages. But TrulyBot could not be told, and may still list the shop.', 'trulybot-for-woocommerce' ) . ' ' . Problems::text( $answer ),
			'warning'
		);
	}

	/**
	 * A text of the form.
	 *
	 * @param string $name The field.
	 */
	private static function posted( string $name ): string {
		// phpcs:ignore WordPress.Security -- handle() has checked the nonce; Credentials and Connection_Key judge the text, and a key must not be changed.
		$value = isset( $_POST[ $name ] ) ? wp_unslash( $_POST[ $name ] ) : '';
		return is_string( $value ) ? trim( $value ) : '';
	}

	/**
	 * Adds a message to the page.
	 *
	 * @param string $code What it is about.
	 * @param string $text Not escaped.
	 * @param string $type One of success, info, warning, error.
	 */
	private static function say( string $code, string $text, string $type ): void {
		add_settings_error( self::SLUG, 'trulybot_' . $code, esc_html( $text ), $type );
	}

	/**
	 * Shows the page.
	 */
	public function render(): void {
		if ( ! current_user_can( self::CAPABILITY ) ) {
			return;
		}
		$connected = Connection::is_made();
		echo '<div class="wrap"><h1>' . esc_html__( 'TrulyBot', 'trulybot-for-woocommerce' ) . '</h1>';
		settings_errors( self::SLUG );
		$this->render_state();
		echo '<form method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '" novalidate>';
		echo '<input type="hidden" name="action" value="' . esc_attr( self::ACTION ) . '">';
		wp_nonce_field( self::ACTION );
		do_settings_sections( self::SLUG );
		echo '<p class="submit">';
		if ( $connected ) {
			self::render_button( 'save', __( 'Save', 'trulybot-for-woocommerce' ), true );
			self::render_button( 'test', __( 'Test the connection', 'trulybot-for-woocommerce' ), false );
			self::render_button( 'connect', __( 'Connect again', 'trulybot-for-woocommerce' ), false );
			self::render_button( 'disconnect', __( 'Disconnect', 'trulybot-for-woocommerce' ), false );
		} else {
			self::render_button( 'connect', __( 'Connect', 'trulybot-for-woocommerce' ), true );
			if ( Connection::has_moved() ) {
				self::render_button( 'disconnect', __( 'Forget the connection', 'trulybot-for-woocommerce' ), false );
			}
		}
		echo '</p></form></div>';
	}

	/**
	 * Shows whether the shop is connected.
	 */
	private function render_state(): void {
		$state = Connection::state();
		if ( Connection::is_made() ) {
			$since = wp_date( (string) get_option( 'date_format' ), (int) ( $state['connected_at'] ?? 0 ) );
			/* translators: 1: the shop's address, 2: a date */
			$text = sprintf( __( 'Connected: %1$s, since %2$s. TrulyBot reads orders with a read-only key of its own, and is told when one changes.', 'trulybot-for-woocommerce' ), Connection::store_url(), (string) $since );
			$kind = 'notice-success';
		} elseif ( Connection::has_moved() ) {
			/* translators: %s: an address */
			$text = sprintf( __( 'This site was connected as %s and has another address now. If it has moved, connect it again. If it is a copy, forget the connection here: the original stays connected.', 'trulybot-for-woocommerce' ), (string) ( $state['store_url'] ?? '' ) );
			$kind = 'notice-warning';
		} else {
			$text = __( 'Not connected yet.', 'trulybot-for-woocommerce' );
			$kind = 'notice-info';
		}
		echo '<div class="notice inline ' . esc_attr( $kind ) . '"><p><strong>' . esc_html( $text ) . '</strong></p></div>';
	}

	/**
	 * Says where the account's user id and key are.
	 */
	public function render_intro(): void {
		echo '<p>' . esc_html__( 'You find your user id in TrulyBot, and create a connection key there. The key proves that this shop is yours; it is shown only once.', 'trulybot-for-woocommerce' ) . '</p>';
	}

	/**
	 * Shows the field of the user id.
	 */
	public function render_user_id(): void {
		self::render_input( 'user_id', 'text', Settings::all()['user_id'], '01234567-89ab-cdef-0123-456789abcdef', '' );
	}

	/**
	 * Shows the field of the connection key: never the key.
	 */
	public function render_key(): void {
		self::render_input( 'key', 'password', '', 'tbk_…', Settings::has_key() ? __( 'A key is saved. Leave this empty to keep it.', 'trulybot-for-woocommerce' ) : '' );
	}

	/**
	 * Shows the field of the server's address.
	 */
	public function render_server(): void {
		self::render_input( 'server', 'url', Settings::all()['server'], 'https://', '' );
	}

	/**
	 * Shows the switch of the widget.
	 */
	public function render_widget(): void {
		echo '<label for="trulybot-widget"><input type="checkbox" id="trulybot-widget" name="trulybot_widget" value="1"' . checked( Settings::all()['widget'], true, false ) . '> '
			. esc_html__( 'Show the chat on the shop\'s pages while connected', 'trulybot-for-woocommerce' ) . '</label>';
	}

	/**
	 * Shows a field.
	 *
	 * @param string $name        Its name.
	 * @param string $type        Its type.
	 * @param string $value       What stands in it.
	 * @param string $placeholder What it looks like.
	 * @param string $description What to know.
	 */
	private static function render_input( string $name, string $type, string $value, string $placeholder, string $description ): void {
		printf(
			'<input class="regular-text code" dir="ltr" autocomplete="off" spellcheck="false" type="%1$s" id="trulybot-%2$s" name="trulybot_%2$s" value="%3$s" placeholder="%4$s"%5$s>',
			esc_attr( $type ),
			esc_attr( $name ),
			esc_attr( $value ),
			esc_attr( $placeholder ),
			'' === $description ? '' : ' aria-describedby="trulybot-' . esc_attr( $name ) . '-description"'
		);
		if ( '' !== $description ) {
			printf( '<p class="description" id="trulybot-%1$s-description">%2$s</p>', esc_attr( $name ), esc_html( $description ) );
		}
	}

	/**
	 * Shows a button.
	 *
	 * @param string $what    What it does.
	 * @param string $label   What it says.
	 * @param bool   $primary Whether it is the one to press.
	 */
	private static function render_button( string $what, string $label, bool $primary ): void {
		printf(
			'<button type="submit" name="%1$s" value="%2$s" class="button %3$s">%4$s</button> ',
			esc_attr( self::BUTTON ),
			esc_attr( $what ),
			$primary ? 'button-primary' : '',
			esc_html( $label )
		);
	}

	/**
	 * Tells, on each page of the administration, that TrulyBot takes no events any more.
	 */
	public function notice(): void {
		$code = (string) ( Connection::state()['stopped'] ?? '' );
		if ( '' === $code || ! Connection::is_made() || ! current_user_can( self::CAPABILITY ) ) {
			return;
		}
		echo '<div class="notice notice-error"><p>'
			. esc_html__( 'TrulyBot is no longer told about changes of your orders.', 'trulybot-for-woocommerce' ) . ' '
			. esc_html( Problems::text( Answer::problem( $code ) ) )
			. ' <a href="' . esc_url( self::url() ) . '">' . esc_html__( 'TrulyBot settings', 'trulybot-for-woocommerce' ) . '</a></p></div>';
	}
}
