package com.trulybot.integrations.core.integration;

import java.util.Set;

/** The stores of the world, all of which answer a proposal as the test says. */
final class FakeStores implements StoreConnector {
    private ConnectionCheck answer;

    FakeStores(ConnectionCheck answer) {
        this.answer = answer;
    }

    void answer(ConnectionCheck check) {
        answer = check;
    }

    @Override
    public Set<PlatformId> platforms() {
        return Set.of(IntegrationFixture.WOO, IntegrationFixture.SHOPIFY);
    }

    @Override
    public ConnectionCheck check(StoreProposal proposal, Deadline deadline) {
        if (!platforms().contains(proposal.platform())) {
            throw new IllegalArgumentException("no such platform");
        }
        return answer;
    }
}
