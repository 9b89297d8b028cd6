package com.trulybot.integrations.woocommerce;

import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreException;
import com.trulybot.integrations.core.integration.StoreProblem;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StorePlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * WooCommerce shops, by the REST API v3 with a consumer key and its secret over https. A key of the shop manager's that
 * may read is enough.
 */
public final class WooCommercePlatform implements StorePlatform {
    static final PlatformId ID = PlatformId.of("woocommerce");

    private static final String API = "wc/v3";

    /** For the {@link java.util.ServiceLoader}. */
    public WooCommercePlatform() {}

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
        WooApi api = new WooApi(url, keys, context);
        Optional<LooseJson> index = index(api, deadline);
        readOrders(api, index.isPresent(), deadline);
        return new ConnectionCheck.Confirmed(profile(proposal, url, index, api.system(deadline)), keys.credentials());
    }

    @Override
    public Store open(StoreAccess access, PlatformContext context) {
        return new WooStore(access, context);
    }

    private static @Nullable StoreUrl url(@Nullable String address, List<FieldProblem> problems) {
        if (address == null || address.isBlank()) {
            problems.add(new FieldProblem("storeUrl", "give the shop's address, such as https://shop.example"));
            return null;
        }
        try {
            return StoreUrl.parse(address);
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

    /**
     * What the site says of itself, before any key is shown to it; empty when it says nothing.
     *
     * @throws StoreException when there is no WooCommerce
     */
    private static Optional<LooseJson> index(WooApi api, Deadline deadline) {
        Optional<LooseJson> index = api.index(deadline);
        if (index.isPresent() && !index.get().texts("namespaces").contains(API)) {
            throw new StoreException(StoreProblem.STORE_NOT_WOOCOMMERCE);
        }
        return index;
    }

    private static void readOrders(WooApi api, boolean known, Deadline deadline) {
        try {
            api.readAnyOrder(deadline);
        } catch (StoreException e) {
            boolean page = e.problem() == StoreProblem.STORE_ANSWER_INVALID
                    || e.problem() == StoreProblem.STORE_NOT_WOOCOMMERCE;
            if (known || !page) {
                throw e;
            }
            throw new StoreException(
                    e.problem(),
                    null,
                    "The site's REST API answers web pages. If WooCommerce is active, choose any permalinks but Plain"
                            + " in WordPress under Settings, Permalinks.",
                    e);
        }
    }

    private static StoreProfile profile(
            StoreProposal proposal, StoreUrl url, Optional<LooseJson> index, Optional<LooseJson> system) {
        Map<String, String> config = new TreeMap<>();
        put(config, "currency", system.map(status -> status.object("settings").text("currency")));
        put(config, "version", system.map(status -> status.object("environment").text("version")));
        put(config, "timezone", index.map(site -> site.text("timezone_string")));
        String name = index.map(site -> site.clean("name")).orElse(url.host());
        return new StoreProfile(url, name, null, null, proposal.permissions(), config);
    }

    private static void put(Map<String, String> config, String name, Optional<String> value) {
        value.ifPresent(text -> config.put(name, text));
    }
}
