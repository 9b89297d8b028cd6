package com.trulybot.integrations.app.demo;

import com.trulybot.integrations.app.demo.LoopbackServer.Answer;
import com.trulybot.integrations.app.demo.LoopbackServer.Question;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** Two WooCommerce shops on one server: one whose keys are known, and one in a folder that only its owner connects. */
public final class WooStand implements LoopbackServer.Stand, AutoCloseable {
    static final String KEY = "ck_demo00000000000000000000000000000000c0ffee";
    static final String SECRET = "cs_demo00000000000000000000000000000000decade";
    static final String NAME = "Corner Mugs";
    static final String SECOND = "Harbour Books";

    private static final String FOLDER = "/harbour";

    private final LoopbackServer server;
    private final WooShop first;
    private final WooShop second;
    private final Connector connector;

    private WooStand(int port, Instant now, Trulybot trulybot, String user, Connector connector) throws IOException {
        this.server = LoopbackServer.start(port, this);
        this.connector = connector;
        String home = "http://127.0.0.1:" + server.port();
        this.first = new WooShop(NAME, home, now, page(trulybot, user, NAME, Storefront.MUGS, ""), trulybot);
        first.keys().add(KEY, SECRET, "read_write");
        this.second = new WooShop(
                SECOND,
                home + FOLDER,
                now,
                page(trulybot, user, SECOND, Storefront.BOOKS, home + FOLDER + "/connect"),
                trulybot);
    }

    private static String page(
            Trulybot trulybot, String user, String name, List<Storefront.Tile> tiles, String connect) {
        return Storefront.page(name, "woocommerce", trulybot.publicUrl(), user, tiles, connect);
    }

    /**
     * Opens both shops.
     *
     * @throws IOException when the port is taken
     */
    static WooStand open(int port, Instant now, Trulybot trulybot, String user, Connector connector)
            throws IOException {
        return new WooStand(port, now, trulybot, user, connector);
    }

    @Override
    public Answer answer(Question question) throws IOException {
        if (!question.path().startsWith(FOLDER + "/") && !question.path().equals(FOLDER)) {
            return first.answer(question);
        }
        return question.path().equals(FOLDER + "/connect")
                ? Answer.redirect(connector.page("woocommerce", second.home()))
                : second.answer(question.within(FOLDER));
    }

    /** The address of the shop that is connected by its keys. */
    public String url() {
        return first.home();
    }

    /** The address of the shop that its owner connects. */
    public String secondUrl() {
        return second.home();
    }

    /** The owner removes all keys of the second shop. */
    public void revokeSecond() {
        second.keys().clear();
    }

    /** A key of the owner's own for the second shop, as {@code key:secret}, to do by hand what its admin does. */
    public String ownerKey() {
        WooKeys.Key key = second.keys().make("read_write");
        return key.key() + ":" + key.secret();
    }

    /** How many keys the second shop has. */
    public int secondKeys() {
        return second.keys().count();
    }

    /** Puts something between us and the shops. */
    public void hinder(Hindrance hindrance) {
        server.hinder(hindrance);
    }

    @Override
    public void close() {
        server.close();
        first.close();
        second.close();
    }
}
