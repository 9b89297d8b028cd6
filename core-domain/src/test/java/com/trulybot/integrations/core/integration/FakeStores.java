package com.trulybot.integrations.core.integration;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The stores of the world, all of which answer a proposal as the test says, and what of ours is in them. */
public final class FakeStores implements StoreConnector, StoreSetup {
    private ConnectionCheck answer;
    private final List<IntegrationId> setUp = new ArrayList<>();
    private final List<IntegrationId> takenDown = new ArrayList<>();
    private Runnable duringTakeDown = () -> {};
    private StoreProblem fault;
    private StoreException broken;

    public FakeStores(ConnectionCheck answer) {
        this.answer = answer;
    }

    public void answer(ConnectionCheck check) {
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
        if (broken != null) {
            throw broken;
        }
        return answer;
    }

    /** From now on a proposal ends in this. */
    public void broken(StoreException thrown) {
        broken = thrown;
    }

    /** From now on stores that are set up answer so; null for well. */
    public void fault(StoreProblem problem) {
        fault = problem;
    }

    /** The stores that were set up, in order. */
    public List<IntegrationId> setUp() {
        return List.copyOf(setUp);
    }

    /** The stores that were cleared of what is ours, in order. */
    public List<IntegrationId> takenDown() {
        return List.copyOf(takenDown);
    }

    @Override
    public ConnectionCheck inspect(Integration integration, Deadline deadline) {
        return answer;
    }

    @Override
    public void setUp(Integration integration, Deadline deadline) {
        setUp.add(integration.id());
        if (fault != null) {
            throw new StoreException(fault);
        }
    }

    @Override
    public void takeDown(Integration before, Deadline deadline) {
        takenDown.add(before.id());
        Runnable other = duringTakeDown;
        duringTakeDown = () -> {};
        other.run();
    }

    /** What happens while the next store is being cleared. */
    public void duringTakeDown(Runnable other) {
        duringTakeDown = other;
    }

    @Override
    public WidgetPresence widget(Integration integration, Deadline deadline) {
        return new WidgetPresence(WidgetPresence.State.UNKNOWN, null);
    }

    @Override
    public boolean wantsWebhookSecret(PlatformId platform) {
        return platform.equals(IntegrationFixture.WOO);
    }
}
