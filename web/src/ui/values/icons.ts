import {
  Calendar,
  Folder,
  Hash,
  Image,
  Link,
  Palette,
  Ruler,
  Signature,
  SquareCheck,
  Tag,
  Tags,
  Type,
  Waypoints,
} from '@lucide/vue';
import type { Component } from 'vue';

/** The mark of each type of property. */
export const typeIcons: Record<string, Component> = {
  text: Type,
  number: Hash,
  date: Calendar,
  color: Palette,
  url: Link,
  checkbox: SquareCheck,
  tag: Tag,
  multi_tags: Tags,
  path: Waypoints,
  image_link: Image,
  folder: Folder,
  id: Hash,
  hash: Signature,
  size: Ruler,
};
