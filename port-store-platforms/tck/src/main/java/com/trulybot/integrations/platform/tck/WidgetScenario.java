package com.trulybot.integrations.platform.tck;

import com.trulybot.integrations.core.integration.WidgetPresence;
import com.trulybot.integrations.platform.WidgetInstallation;
import java.net.URI;
import java.util.List;

/** What a scenario adds when the platform has a {@link WidgetInstallation}. */
public interface WidgetScenario {
    /**
     * Puts the storefront into a state: its pages load this script, or don't, or can't be seen.
     *
     * @param script the address of the widget's loader
     */
    void show(WidgetPresence.State state, URI script);

    /** Whether the scenario's settings lead to a page in the store's admin. */
    boolean settingsPage();

    /** What an earlier version of an app put into the store loads this script; whose app it was, only the address tells. */
    void leaveBehind(URI script);

    /** What such leavings load that are still there. */
    List<URI> leftBehind();
}
