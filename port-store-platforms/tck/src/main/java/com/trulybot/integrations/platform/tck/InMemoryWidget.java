package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.Deadline;
import com.trulybot.integrations.core.integration.WidgetPresence.State;
import com.trulybot.integrations.platform.PlatformContext;
import com.trulybot.integrations.platform.StoreAccess;
import com.trulybot.integrations.platform.WidgetInstallation;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The storefronts of the in-memory platform: one script at most, and what earlier versions left behind. */
final class InMemoryWidget implements WidgetInstallation, WidgetScenario {
    private final InMemoryPlatform platform;
    private final List<URI> left = new CopyOnWriteArrayList<>();
    private volatile @Nullable URI script;
    private volatile boolean closed;

    InMemoryWidget(InMemoryPlatform platform) {
        this.platform = platform;
    }

    @Override
    public Optional<URI> settingsPage(StoreAccess access, PlatformContext context) {
        return Optional.of(URI.create(access.url() + "/admin/widget"));
    }

    @Override
    public State look(StoreAccess access, URI wanted, PlatformContext context, Deadline deadline) {
        platform.reach(deadline);
        if (closed) {
            return State.UNKNOWN;
        }
        return wanted.equals(script) ? State.ON : State.OFF;
    }

    @Override
    public int clear(StoreAccess access, URI ours, PlatformContext context, Deadline deadline) {
        platform.answer(access.credentials(), deadline);
        int before = left.size();
        left.removeIf(uri -> uri.toString().startsWith(ours.toString()));
        return before - left.size();
    }

    @Override
    public void show(State state, URI loader) {
        closed = state == State.UNKNOWN;
        script = state == State.ON ? loader : null;
    }

    @Override
    public boolean settingsPage() {
        return true;
    }

    @Override
    public void leaveBehind(URI loader) {
        left.add(loader);
    }

    @Override
    public List<URI> leftBehind() {
        return new ArrayList<>(left);
    }
}
