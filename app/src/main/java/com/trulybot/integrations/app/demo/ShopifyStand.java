package com.trulybot.integrations.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.app.demo.LoopbackServer.Answer;
import com.trulybot.integrations.app.demo.LoopbackServer.Question;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Two Shopify shops under {@code /{shop}}, as {@code SHOPIFY_ADMIN_BASE} says: one with a token of its own app, and one
 * that only its owner connects. Their storefronts are at {@code /} and {@code /garden}.
 */
public final class ShopifyStand implements LoopbackServer.Stand, AutoCloseable {
    /** The client id of TrulyBot's app there. */
    public static final String CLIENT_ID = "demo-client";

    /** Its secret. */
    public static final String CLIENT_SECRET = "shpss_demo0000000000000000000000000000";

    /** The shop that is connected by a token. */
    public static final String SHOP = "trulybot-demo.myshopify.com";

    /** The shop that its owner connects. */
    public static final String SECOND_SHOP = "trulybot-garden.myshopify.com";

    static final String OWN_ID = "demo-own-app";
    static final String OWN_SECRET = "shpss_own00000000000000000000000000000";
    static final String TOKEN = "shpat_demo00000000000000000000facade";
    static final String NAME = "Northern Cloth";
    static final String SECOND = "Green Garden";

    private final LoopbackServer server;
    private final List<ShopifyShop> shops;
    private final Connector connector;

    private ShopifyStand(int port, Instant now, Trulybot trulybot, String user, Connector connector)
            throws IOException {
        this.server = LoopbackServer.start(port, this);
        this.connector = connector;
        String api = trulybot.publicUrl();
        String page = Storefront.page(NAME, "shopify", api, user, Storefront.CLOTH, "");
        String garden = Storefront.page(SECOND, "shopify", api, user, Storefront.POTS, url() + "/garden/connect");
        this.shops = List.of(
                new ShopifyShop(SHOP, NAME, url(), url() + "/", page, now, trulybot),
                new ShopifyShop(SECOND_SHOP, SECOND, url(), url() + "/garden/", garden, now, trulybot));
        shops.get(0).tokens().add(TOKEN);
    }

    /**
     * Opens both shops.
     *
     * @throws IOException when the port is taken
     */
    static ShopifyStand open(int port, Instant now, Trulybot trulybot, String user, Connector connector)
            throws IOException {
        return new ShopifyStand(port, now, trulybot, user, connector);
    }

    /** Where its server is. */
    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    @Override
    public Answer answer(Question question) throws IOException {
        String path = question.path();
        if (path.equals("/")) {
            return shops.get(0).storefront();
        }
        if (path.equals("/garden") || path.equals("/garden/")) {
            return shops.get(1).storefront();
        }
        if (path.equals("/garden/connect")) {
            return Answer.redirect(connector.page("shopify", SECOND_SHOP));
        }
        for (ShopifyShop shop : shops) {
            String folder = "/" + shop.domain();
            if (path.startsWith(folder + "/")) {
                return shop.answer(question.within(folder));
            }
        }
        return ShopifyShop.error(404, "Not Found");
    }

    /** The owner of the second shop removes the app, and the shop tells. */
    public void uninstallSecond() {
        shops.get(1).uninstall();
    }

    /** The second shop tells something. */
    public void tellSecond(String topic, JsonNode body, Instant at) {
        shops.get(1).hooks().tell(topic, body, at);
    }

    /** What App Bridge would hand to the page in the second shop's admin. */
    public String sessionToken() {
        return shops.get(1).tokens().session(Instant.now());
    }

    /** Puts something between us and the shops. */
    public void hinder(Hindrance hindrance) {
        server.hinder(hindrance);
    }

    @Override
    public void close() {
        server.close();
        shops.forEach(ShopifyShop::close);
    }
}
