package com.trulybot.integrations.app.demo;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The demo's shops: two that are connected from the start, and two that are not. */
public final class DemoStores implements AutoCloseable {
    /** Whose order 1001 is, in both shops. */
    public static final String EMAIL = Shopper.of(1001).email();

    private final WooStand woo;
    private final ShopifyStand shopify;

    private DemoStores(WooStand woo, ShopifyStand shopify) {
        this.woo = woo;
        this.shopify = shopify;
    }

    /**
     * A shop.
     *
     * @param page its storefront
     * @param address as the API tells it once the shop is connected
     * @param connect the body that connects it
     */
    public record Shop(String platform, String page, String address, Map<String, String> connect) {
        public Shop {
            connect = Map.copyOf(connect);
        }
    }

    /**
     * Opens all on 127.0.0.1.
     *
     * @param trulybot where the widget comes from, and whom the shops tell
     * @param user whose widget it is
     * @param connector begins to connect those that are not connected yet
     * @throws IOException when a port is taken
     */
    public static DemoStores open(
            int wooPort, int shopifyPort, Instant now, Trulybot trulybot, String user, Connector connector)
            throws IOException {
        WooStand woo = WooStand.open(wooPort, now, trulybot, user, connector);
        try {
            return new DemoStores(woo, ShopifyStand.open(shopifyPort, now, trulybot, user, connector));
        } catch (IOException e) {
            woo.close();
            throw e;
        }
    }

    /** The WooCommerce shops. */
    public WooStand woo() {
        return woo;
    }

    /** The Shopify shops. */
    public ShopifyStand shopify() {
        return shopify;
    }

    /** Those that are connected by what is known of them: WooCommerce first, then Shopify. */
    public List<Shop> shops() {
        return List.of(
                new Shop(
                        "woocommerce",
                        woo.url(),
                        woo.url(),
                        Map.of("storeUrl", woo.url(), "apiKey", WooStand.KEY, "apiSecret", WooStand.SECRET)),
                new Shop(
                        "shopify",
                        shopify.url(),
                        "https://" + ShopifyStand.SHOP,
                        Map.of("shopDomain", ShopifyStand.SHOP, "accessToken", ShopifyStand.TOKEN)));
    }

    @Override
    public void close() {
        woo.close();
        shopify.close();
    }
}
