package com.plugipay.members;

import com.plugipay.auth.MemberRole;
import jakarta.validation.constraints.NotNull;

/** The new role of a member. */
public record MemberRoleInput(@NotNull MemberRole role) {}
