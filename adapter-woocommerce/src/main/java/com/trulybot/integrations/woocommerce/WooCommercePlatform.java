package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.PluginDownload;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StoreAuthorization;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.WebhookDialect;
import com.trulybot.integrations.platform.WebhookRegistration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * WooCommerce shops, by the REST API v3 with a consumer key and its secret. A key of the shop manager's that may read is
 * enough. How a shop is asked depends on its server, and is found out while connecting. Where our plugin is in the shop,
 * shoppers' orders are asked of it first.
 */
public final class WooCommercePlatform implements StorePlatform {
    static final PlatformId ID = PlatformId.of("woocommerce");

    /** What stands behind a site's own address where someone copied that of a page or of the API. */
    private static final Pattern WORDPRESS_PAGE =
            Pattern.compile("/(?:wp-json|wp-admin|wp-login\\.php|index\\.php|wc-auth)(?:[/?#].*)?$");

    private final SilentPlugins silent = new SilentPlugins();
    private final WooWebhooks registration = new WooWebhooks();
    private final Optional<PluginZip> plugin;

    /** For the {@link java.util.ServiceLoader}. */
    public WooCommercePlatform() {
        this(PluginZip.ofTheBuild());
    }

    WooCommercePlatform(Optional<PluginZip> plugin) {
        this.plugin = plugin;
    }

    @Override
    public PlatformId id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "WooCommerce";
    }

    @Override
    public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
        List<FieldProblem> problems = new ArrayList<>();
        StoreUrl url = url(proposal.address(), problems);
        Secret key = secret(proposal, Field.API_KEY, "apiKey", "consumer key, which begins with ck_", problems);
        Secret secret =
                secret(proposal, Field.API_SECRET, "apiSecret", "consumer secret, which begins with cs_", problems);
        if (url == null || key == null || secret == null) {
            return new ConnectionCheck.Invalid(problems);
        }
        Keys keys = Keys.typed(key, secret);
        Connecting.Found found = new Connecting(keys, context, deadline).find(url);
        WooApi api = new WooApi(new Door(found.url(), keys, found.way(), context), context.clock());
        Credentials credentials = keys.credentials(proposal.secrets().get(Field.PLUGIN_KEY));
        Map<String, String> config = config(found, api.system(deadline));
        // Without it lookups go through WooCommerce itself, so that it never keeps a shop from being connected.
        PluginKey.of(credentials)
                .map(signing -> new PluginRoute(found.url(), signing, context).answers(deadline))
                .ifPresent(answers -> config.put("plugin", answers ? "answers" : "silent"));
        return new ConnectionCheck.Confirmed(profile(proposal, found, config), credentials);
    }

    @Override
    public Store open(StoreAccess access, PlatformContext context) {
        return new WooStore(access, context, silent);
    }

    /** The WordPress plugin, where it was built. */
    @Override
    public Optional<PluginDownload> plugin() {
        return plugin.map(zip -> zip);
    }

    /** WooCommerce's own hand-over of keys. */
    @Override
    public Optional<StoreAuthorization> authorization() {
        return Optional.of(new KeyHandOver(this));
    }

    @Override
    public Optional<WebhookDialect> webhooks() {
        return Optional.of(new WooDeliveries());
    }

    @Override
    public Optional<WebhookRegistration> webhookRegistration() {
        return Optional.of(registration);
    }

    /** The shop's address as typed, or copied from one of its pages; null, and why, when it is none. */
    static @Nullable StoreUrl url(@Nullable String address, List<FieldProblem> problems) {
        if (address == null || address.isBlank()) {
            problems.add(new FieldProblem("storeUrl", "give the shop's address, such as https://shop.example"));
            return null;
        }
        try {
            return StoreUrl.parse(WORDPRESS_PAGE.matcher(address.strip()).replaceFirst(""));
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem("storeUrl", Objects.requireNonNullElse(e.getMessage(), "no web address")));
            return null;
        }
    }

    private static @Nullable Secret secret(
            StoreProposal proposal, Field field, String name, String what, List<FieldProblem> problems) {
        Secret secret = proposal.secrets().get(field);
        if (secret == null) {
            problems.add(new FieldProblem(name, "give the " + what));
        }
        return secret;
    }

    private static Map<String, String> config(Connecting.Found found, Optional<LooseJson> system) {
        Map<String, String> config = new TreeMap<>(found.way().config());
        put(config, "currency", system.map(status -> status.object("settings").text("currency")));
        put(config, "version", system.map(status -> status.object("environment").text("version")));
        put(config, "timezone", found.index().map(site -> site.text("timezone_string")));
        return config;
    }

    private static StoreProfile profile(StoreProposal proposal, Connecting.Found found, Map<String, String> config) {
        String name =
                found.index().map(site -> site.clean("name")).orElse(found.url().host());
        return new StoreProfile(found.url(), name, null, null, proposal.permissions(), config);
    }

    private static void put(Map<String, String> config, String name, Optional<String> value) {
        value.ifPresent(text -> config.put(name, text));
    }
}
