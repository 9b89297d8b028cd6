package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.WebhookRegistration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** The webhooks of the in-memory platform's stores. Ours are known by their path, whatever the server was called. */
final class InMemoryRegistration implements WebhookRegistration, RegistrationScenario {
    private static final List<String> TOPICS = List.of(InMemoryWebhooks.CHANGED, InMemoryWebhooks.REMOVED);

    private final InMemoryPlatform platform;
    private final AtomicInteger number = new AtomicInteger();
    private final List<Hook> hooks = new CopyOnWriteArrayList<>();

    InMemoryRegistration(InMemoryPlatform platform) {
        this.platform = platform;
    }

    @Override
    public Changes register(StoreAccess access, URI address, PlatformContext context, Deadline deadline) {
        platform.answer(access.credentials(), deadline);
        int made = 0;
        int mended = 0;
        int removed = 0;
        for (String topic : TOPICS) {
            List<Hook> ours = hooks.stream()
                    .filter(hook -> hook.topic().equals(topic)
                            && String.valueOf(address.getPath())
                                    .equals(hook.address().getPath()))
                    .toList();
            if (ours.isEmpty()) {
                add(topic, address, true);
                made++;
                continue;
            }
            Hook first = ours.get(0);
            if (!first.awake() || !first.address().equals(address)) {
                change(first.id(), hook -> new Hook(hook.id(), topic, address, true));
                mended++;
            }
            List<Hook> more = ours.subList(1, ours.size());
            hooks.removeAll(more);
            removed += more.size();
        }
        return new Changes(made, mended, removed);
    }

    @Override
    public Changes unregister(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
        platform.answer(access.credentials(), deadline);
        List<Hook> gone = hooks.stream()
                .filter(hook -> hook.address().toString().startsWith(ours.toString()))
                .toList();
        hooks.removeAll(gone);
        return new Changes(0, 0, gone.size());
    }

    private void add(String topic, URI address, boolean awake) {
        hooks.add(new Hook(Integer.toString(number.incrementAndGet()), topic, address, awake));
    }

    private void change(String id, UnaryOperator<Hook> change) {
        hooks.replaceAll(hook -> hook.id().equals(id) ? change.apply(hook) : hook);
    }

    @Override
    public List<Hook> hooks() {
        return new ArrayList<>(hooks);
    }

    @Override
    public void delete(String id) {
        hooks.removeIf(hook -> hook.id().equals(id));
    }

    @Override
    public void putToSleep(String id) {
        change(id, hook -> new Hook(id, hook.topic(), hook.address(), false));
    }

    @Override
    public void doubled(String id) {
        hooks().stream()
                .filter(hook -> hook.id().equals(id))
                .forEach(hook -> add(hook.topic(), hook.address(), hook.awake()));
    }

    @Override
    public void move(String id, URI address) {
        change(id, hook -> new Hook(id, hook.topic(), address, hook.awake()));
    }

    @Override
    public void addAnothers(URI address) {
        add(TOPICS.get(0), address, true);
    }
}
