package com.plugipay.members;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** The name of a workspace. */
public record WorkspaceInput(@NotBlank @Size(max = 100) String name) {}
