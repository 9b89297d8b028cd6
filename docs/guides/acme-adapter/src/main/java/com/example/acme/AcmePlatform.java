package com.example.acme;

import com.fasterxml.jackson.databind.JsonNode;
import com.trulybot.integrations.core.integration.ConnectionCheck;
import com.trulybot.integrations.core.integration.ConnectionCheck.FieldProblem;
import com.trulybot.integrations.core.integration.Credentials;
import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.PlatformId;
import com.trulybot.integrations.core.integration.StoreProfile;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.integration.StoreUrl;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.Store;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.WebhookDialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Acme shops. The shop's admin gives out a token, and a secret that its webhooks are signed with. */
public final class AcmePlatform implements StorePlatform {
    static final PlatformId ID = PlatformId.of("acme");

    @Override
    public PlatformId id() {
        return ID;
    }

    @Override
    public String displayName() {
        return "Acme Shops";
    }

    @Override
    public ConnectionCheck check(StoreProposal proposal, PlatformContext context, Deadline deadline) {
        List<FieldProblem> problems = new ArrayList<>();
        StoreUrl url = null;
        try {
            url = StoreUrl.parse(proposal.address() == null ? "" : proposal.address());
        } catch (IllegalArgumentException e) {
            problems.add(new FieldProblem("storeUrl", e.getMessage()));
        }
        if (!proposal.secrets().containsKey(Field.ACCESS_TOKEN)) {
            problems.add(new FieldProblem("accessToken", "give the token from the shop's admin, under Apps"));
        }
        if (!proposal.secrets().containsKey(Field.API_SECRET)) {
            problems.add(new FieldProblem("apiSecret", "give the secret that the shop's admin shows beside the token"));
        }
        if (!problems.isEmpty()) {
            return new ConnectionCheck.Invalid(problems);
        }
        Credentials credentials = Credentials.of(proposal.secrets());
        AcmeApi api = new AcmeApi(url, credentials, context.http());
        JsonNode shop = api.shop(deadline);
        api.orders("", 1, deadline); // The newest ones. That the token may read them is all we want to know.
        String name = shop.path("name").asText(url.host());
        String slug = shop.path("slug").asText(null);
        return new ConnectionCheck.Confirmed(new StoreProfile(url, name, null, slug, null, Map.of()), credentials);
    }

    @Override
    public Store open(StoreAccess access, PlatformContext context) {
        AcmeApi api = new AcmeApi(access.url(), access.credentials(), context.http());
        return new AcmeStore(api, new OrderJson(ID, access.integration()));
    }

    @Override
    public Optional<WebhookDialect> webhooks() {
        return Optional.of(new AcmeWebhooks());
    }
}
