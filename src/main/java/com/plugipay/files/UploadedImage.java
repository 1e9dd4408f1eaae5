package com.plugipay.files;

/**
 * A picture that was uploaded, and can be seen by whoever knows its address.
 *
 * @param url relative to the address of this server, and below the mount of the request; needs no key
 * @param fileName the random name under which it is stored, the last part of the address
 * @param fileSize in bytes, as it is stored
 */
public record UploadedImage(String url, String fileName, long fileSize) {}
