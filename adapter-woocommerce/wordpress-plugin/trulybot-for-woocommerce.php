<?php
/**
 * Plugin Name:          TrulyBot for WooCommerce
 * Description:          Lets shoppers ask your TrulyBot chat where their order is. Connects this shop in a minute, with a read-only key.
 * Version:              0.1.0
 * Requires at least:    6.5
 * Requires PHP:         7.4
 * Requires Plugins:     woocommerce
 * WC requires at least: 8.2
 * WC tested up to:      10.5
 * Author:               TrulyBot
 * License:              GPL-2.0-or-later
 * License URI:          https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:          trulybot-for-woocommerce
 * Domain Path:          /languages
 *
 * @package TrulyBot\WooCommerce
 */

declare(strict_types=1);

namespace TrulyBot\WooCommerce;

defined( 'ABSPATH' ) || exit;

require_once __DIR__ . '/includes/autoload.php';

Plugin::load( __FILE__ );
