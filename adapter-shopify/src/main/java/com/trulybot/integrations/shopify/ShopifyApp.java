package com.trulybot.integrations.shopify;

import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.platform.PlatformContext;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator set for Shopify.
 *
 * @param apiVersion of the Admin API, such as {@code 2026-10}
 * @param adminBase where a shop's admin is; {@code {shop}} stands for the shop's domain
 * @param key the client id of our own app; null when there is none
 * @param secret the client secret of our own app; null when there is none
 * @param previousSecret the one before it, which Shopify goes on signing with for about an hour; null when there is none
 * @param scopes that merchants are asked for, separated by commas
 */
record ShopifyApp(
        String apiVersion,
        Mode mode,
        String adminBase,
        @Nullable String key,
        @Nullable Secret secret,
        @Nullable Secret previousSecret,
        String scopes) {
    private static final Pattern VERSION = Pattern.compile("20[0-9]{2}-(01|04|07|10)|unstable");
    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9_-]{1,100}");
    private static final Pattern SCOPES = Pattern.compile("[a-z_]{1,60}(,[a-z_]{1,60}){0,60}");

    /** Which of the two Admin APIs is spoken. */
    enum Mode {
        GRAPHQL,
        REST
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException naming the setting that can't be, and how it is written
     */
    static ShopifyApp of(PlatformContext context) {
        String version = context.setting("API_VERSION").orElse("2026-10");
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException("SHOPIFY_API_VERSION is a version of Shopify's such as 2026-10");
        }
        String mode = context.setting("API_MODE").orElse("graphql").toLowerCase(Locale.ROOT);
        if (!mode.equals("graphql") && !mode.equals("rest")) {
            throw new IllegalArgumentException("SHOPIFY_API_MODE is graphql or rest");
        }
        String base = context.setting("ADMIN_BASE").orElse("https://{shop}");
        if (!base.startsWith("https://") && !base.startsWith("http://")) {
            throw new IllegalArgumentException("SHOPIFY_ADMIN_BASE is an address such as https://{shop}");
        }
        return new ShopifyApp(
                version,
                mode.equals("rest") ? Mode.REST : Mode.GRAPHQL,
                base,
                context.setting("API_KEY").orElse(null),
                context.setting("API_SECRET").map(Secret::of).orElse(null),
                context.setting("API_SECRET_PREVIOUS").map(Secret::of).orElse(null),
                scopes(context.setting("SCOPES").orElse("read_orders,read_customers,read_fulfillments")));
    }

    private static String scopes(String text) {
        String scopes = text.replace(" ", "");
        if (!SCOPES.matcher(scopes).matches()) {
            throw new IllegalArgumentException(
                    "SHOPIFY_SCOPES is a list of Shopify's access scopes such as read_orders,read_customers");
        }
        return scopes;
    }

    /** What Shopify may have signed with. */
    List<Secret> secrets() {
        return Stream.of(secret, previousSecret).flatMap(Stream::ofNullable).toList();
    }

    /** The client id where it can stand in an address as it is; empty when there is none. */
    Optional<String> clientId() {
        return Optional.ofNullable(key).filter(id -> CLIENT_ID.matcher(id).matches());
    }

    /** Whether we have an app of our own at Shopify. */
    boolean configured() {
        return key != null && secret != null;
    }

    /**
     * An address in the shop's admin.
     *
     * @param path beginning with {@code /admin}, already encoded
     */
    URI admin(ShopDomain shop, String path) {
        return URI.create(adminBase.replace("{shop}", shop.value()) + path);
    }

    /** An address of the Admin API in the version that is set. */
    URI api(ShopDomain shop, String path) {
        return admin(shop, "/admin/api/" + apiVersion + path);
    }

    @Override
    public String toString() {
        return "ShopifyApp[" + apiVersion + ", " + mode + "]";
    }
}
