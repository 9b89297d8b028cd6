package com.example.acme;

import com.trulybot.integrations.core.integration.Credentials.Field;
import com.trulybot.integrations.core.integration.Secret;
import com.trulybot.integrations.core.integration.StoreProposal;
import com.trulybot.integrations.core.order.Money;
import com.trulybot.integrations.core.order.OrderStatus;
import com.trulybot.integrations.platform.StorePlatform;
import com.trulybot.integrations.platform.tck.Fault;
import com.trulybot.integrations.platform.tck.KnownOrder;
import com.trulybot.integrations.platform.tck.StoreScenario;
import com.trulybot.integrations.platform.tck.WebhookScenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The fake shop, and what is known of it. */
final class AcmeScenario implements StoreScenario {
    private final FakeAcme shop;
    private final CountDownLatch closed = new CountDownLatch(1);

    AcmeScenario() {
        try {
            shop = new FakeAcme(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public StorePlatform platform() {
        return new AcmePlatform();
    }

    @Override
    public List<String> addresses() {
        return List.of(shop.address());
    }

    @Override
    public StoreProposal goodProposal() {
        return proposal(url(), FakeAcme.TOKEN, FakeAcme.SECRET);
    }

    @Override
    public StoreProposal proposalWithWrongCredentials() {
        return proposal(url(), "acme_token_of_someone_else", FakeAcme.SECRET);
    }

    @Override
    public Map<String, StoreProposal> incompleteProposals() {
        return Map.of(
                "storeUrl", proposal(null, FakeAcme.TOKEN, FakeAcme.SECRET),
                "accessToken", proposal(url(), null, FakeAcme.SECRET),
                "apiSecret", proposal(url(), FakeAcme.TOKEN, null));
    }

    private String url() {
        return "http://" + shop.address();
    }

    private static StoreProposal proposal(String address, String token, String secret) {
        Map<Field, Secret> secrets = new HashMap<>();
        if (token != null) {
            secrets.put(Field.ACCESS_TOKEN, Secret.of(token));
        }
        if (secret != null) {
            secrets.put(Field.API_SECRET, Secret.of(secret));
        }
        return new StoreProposal(AcmePlatform.ID, address, secrets, null, null, null);
    }

    @Override
    public KnownOrder order() {
        return new KnownOrder("7001", "EU-1001", "alice@example.com", OrderStatus.SHIPPED, Money.of("30.70", "EUR"));
    }

    @Override
    public KnownOrder anothersOrder() {
        return new KnownOrder("7002", "EU-1002", "bob@example.com", OrderStatus.CANCELLED, Money.of("18.50", "EUR"));
    }

    @Override
    public Optional<KnownOrder> hiddenOrder() {
        return Optional.of(
                new KnownOrder("7003", "EU-1003", "alice@example.com", OrderStatus.PENDING, Money.of("99.00", "EUR")));
    }

    @Override
    public Optional<KnownOrder> lookalike() {
        return Optional.of(
                new KnownOrder("7000", "US-1001", "carol@example.com", OrderStatus.PENDING, Money.of("12.00", "EUR")));
    }

    @Override
    public void fault(Fault fault) {
        shop.fault(answer -> fault == null ? answer : inFault(fault, answer));
    }

    private FakeAcme.Answer inFault(Fault fault, FakeAcme.Answer usual) {
        return switch (fault) {
            case UNAVAILABLE -> new FakeAcme.Answer(503, "");
            case RATE_LIMITED -> new FakeAcme.Answer(429, "{\"error\":\"slow_down\"}");
            case HTML_PAGE -> new FakeAcme.Answer(200, "<html><body>Back soon</body></html>");
            case CUT_JSON ->
                new FakeAcme.Answer(200, usual.body().substring(0, usual.body().length() / 2));
            case HANG -> afterTheTest();
            case CREDENTIALS_REJECTED -> new FakeAcme.Answer(401, "{\"error\":\"bad_token\"}");
        };
    }

    private FakeAcme.Answer afterTheTest() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new FakeAcme.Answer(503, "");
    }

    @Override
    public int requests() {
        return shop.requests();
    }

    @Override
    public Optional<WebhookScenario> webhooks() {
        return Optional.of(new AcmeDeliveries());
    }

    @Override
    public void close() {
        closed.countDown();
        shop.close();
    }
}
