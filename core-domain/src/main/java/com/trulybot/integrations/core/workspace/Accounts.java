package com.trulybot.integrations.core.workspace;

/** The accounts that may use the product. */
public interface Accounts {
    /**
     * Whether this account may act. Where TrulyBot keeps its own {@code auth.users}, an account seen for the first time
     * is added; on Supabase the table is Supabase's, nothing is added, and an unknown account may not act.
     */
    boolean admit(UserId user);
}
