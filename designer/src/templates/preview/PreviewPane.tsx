import { SegmentedControl, Switch } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useWriter } from '../../i18n/use';
import { type ChosenPerson, PersonInput } from '../../parts/PersonInput';
import { usePhone } from '../../parts/screen';
import { useMay } from '../../session/store';
import { languagesOf, type TemplateDocument, variantOf, variantsOf } from '../document';
import { useTemplateTexts } from '../frame/texts';
import { useLanguageName } from '../languageName';
import { Looks, type View } from './Looks';
import classes from './Preview.module.css';
import { ProofSwitch } from './ProofSwitch';

/** Which of the words are shown. */
export interface Spot {
  readonly language: string;
  readonly variant: string;
}

interface Props {
  readonly channel: string;
  readonly document: TemplateDocument;
  /** Where the room chooses language and variant itself, as the editor does. */
  readonly fixed?: Spot;
  readonly spot: Spot;
  readonly onSpot: (spot: Spot) => void;
}

/** A document as any debtor would get it: in each language and variant, on a computer and a phone, light and dark. */
export function PreviewPane({ channel, document, fixed, spot, onSpot }: Props) {
  const t = useTemplateTexts();
  const mayDebtors = useMay('debtors:read');
  const [person, setPerson] = useState<ChosenPerson | null>(null);
  const [dark, setDark] = useState(false);
  const [proved, setProved] = useState(true);
  const views = viewsOf(channel, usePhone());
  const [wished, setWished] = useState<View>('computer');
  const view = views.includes(wished) ? wished : (views[0] ?? 'text');
  const { language, variant } = fixed ?? settled(document, spot);
  return (
    <div className={classes['pane']}>
      <div className={classes['controls']}>
        {mayDebtors && (
          <div className={classes['who']}>
            <PersonInput label={t('preview.who')} person={person} sample={t('preview.sample')} onPerson={setPerson} />
          </div>
        )}
        {fixed === undefined && <SpotControls document={document} spot={{ language, variant }} onSpot={onSpot} />}
        {views.length > 1 && (
          <Control label={t('preview.view')}>
            <SegmentedControl
              aria-label={t('preview.view')}
              data={views.map((value) => ({ value, label: t(`preview.views.${value}`) }))}
              value={view}
              onChange={setWished}
            />
          </Control>
        )}
        {channel === 'email' && (
          <Switch
            className={classes['dark'] ?? ''}
            label={t('preview.dark')}
            checked={dark}
            onChange={(event) => setDark(event.currentTarget.checked)}
          />
        )}
        {channel === 'page' && (
          <Control label={t('preview.proof')}>
            <ProofSwitch proved={proved} onProved={setProved} />
          </Control>
        )}
      </div>
      <Looks
        sight={{ channel, document, language, variant, account: person?.accountId ?? null, dark, proved }}
        view={view}
      />
    </div>
  );
}

interface SpotProps {
  readonly document: TemplateDocument;
  readonly spot: Spot;
  readonly onSpot: (spot: Spot) => void;
}

function SpotControls({ document, spot, onSpot }: SpotProps) {
  const t = useTemplateTexts();
  const languageName = useLanguageName();
  const { language: reader } = useWriter();
  const languages = languagesOf(document, reader);
  const variants = variantsOf(document, spot.language);
  return (
    <>
      {languages.length > 1 && (
        <Control label={t('preview.language')}>
          <SegmentedControl
            aria-label={t('preview.language')}
            data={languages.map((value) => ({ value, label: languageName(value) }))}
            value={spot.language}
            onChange={(language) => onSpot({ ...spot, language })}
          />
        </Control>
      )}
      {variants.length > 1 && (
        <Control label={t('preview.variant')}>
          <SegmentedControl
            aria-label={t('preview.variant')}
            data={variants.map(({ id, share }) => ({
              value: id,
              label: t('preview.share', { id: id.toUpperCase(), share }),
            }))}
            value={spot.variant}
            onChange={(variant) => onSpot({ ...spot, variant })}
          />
        </Control>
      )}
    </>
  );
}

function Control({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={classes['control']}>
      <span aria-hidden>{label}</span>
      {children}
    </div>
  );
}

/** The words that there are, nearest to those asked for. */
function settled(document: TemplateDocument, spot: Spot): Spot {
  const language = spot.language in document.languages ? spot.language : (languagesOf(document, '')[0] ?? '');
  return { language, variant: variantOf(document, language, spot.variant)?.id ?? 'a' };
}

/** A phone has no room for a computer's, a letter is paper wherever one looks at it, and a page has no text of its own. */
function viewsOf(channel: string, onPhone: boolean): readonly View[] {
  if (channel === 'letter') return ['computer'];
  const drawn: readonly View[] = onPhone ? ['phone'] : ['computer', 'phone'];
  if (channel === 'email') return [...drawn, 'text'];
  return channel === 'page' ? drawn : ['text'];
}
