/** Drawn on a grid of 24. */
const paths = {
  compose: 'M12 5H7a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2v-5M17.5 4.5l2 2L12 14l-2.7.7L10 12z',
  plugins: 'M5 5h5.5v5.5H5zM13.5 5H19v5.5h-5.5zM5 13.5h5.5V19H5zM13.5 13.5H19V19h-5.5z',
  develop: 'M9 8l-4.5 4L9 16M15 8l4.5 4-4.5 4',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l4.5 4.5',
  send: 'M12 19V5.5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  copy: 'M9 9h10v10H9zM15 9V5H5v10h4',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
  retry: 'M19 12a7 7 0 1 1-2.1-5M19 4v4h-4',
  edit: 'M15.5 5.5l3 3L9 18l-4 1 1-4z',
  remove: 'M5 7h14M10 7V5h4v2M7 7l1 12h8l1-12M10.5 10.5v5.5M13.5 10.5v5.5',
  down: 'M12 5v13.5M6 13l6 6 6-6',
  menu: 'M5 8h14M5 16h14',
  author: 'M5 6h14v12H5zM8 10l2.5 2L8 14M12.5 14.5H16',
} as const

export type IconName = keyof typeof paths

/** A picture beside words or in a button that has a name. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="glyph" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  )
}
